package dev.postern.testing;

import dev.postern.config.Config;
import dev.postern.config.ConfigFile;
import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Settings;
import dev.postern.outbound.IssuerClient;
import dev.postern.token.IssuerTokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A gate that was configured by the lines of a file, with a verifier that asks real issuers over HTTP.
public final class Guarded implements AutoCloseable {
    private final TestUpstream upstream;
    private final IssuerClient issuers;
    private final IssuerTokenVerifier verifier;
    private final TestGate gate;

    public Guarded(TestUpstream upstream, String... lines) throws IOException {
        this.upstream = upstream;
        Config config = config(upstream, lines);
        issuers = new IssuerClient(config.keys());
        verifier = new IssuerTokenVerifier(config.trust(), config.keys(), issuers, Clock.systemUTC(), (_, _) -> {});
        gate = new TestGate(config, verifier);
    }

    private static Config config(TestUpstream upstream, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "listen = 127.0.0.1:0",
                "upstream = " + upstream.url(),
                "auth-resource-server-url = " + TestGate.RESOURCE));
        all.addAll(List.of(lines));
        ConfigFile file = ConfigFile.parse("test.conf", all);
        return switch (ConfigReader.read(Settings.of(Map.of(), Map.of(), file), Guarded::text)) {
            case ConfigResult.Complete complete -> complete.config();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    private static Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    public TestGate gate() {
        return gate;
    }

    public TestUpstream upstream() {
        return upstream;
    }

    /// The response to a token that is sent with these further fields.
    public Response post(String token, String fields) throws IOException {
        return gate.post("Authorization: Bearer " + token + "\r\n" + fields, "{}");
    }

    @Override
    public void close() throws IOException {
        gate.close();
        verifier.close();
        issuers.close();
        upstream.close();
    }
}
