package dev.postern.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A second authorization server that shares nothing with Keycloak: npm `oidc-provider` behind a script of ours.
final class OidcProvider implements AutoCloseable {
    static final String JWT = "jwt";
    static final String OPAQUE = "opaque";
    static final String BOUND_JWT = "jwt-bound";
    static final String BOUND_OPAQUE = "opaque-bound";
    static final String ASKING = "asking";
    static final String OTHER_RESOURCE = "https://other.example/mcp";

    private static final Duration START = Duration.ofMinutes(1);

    private final Program program;
    private final AuthorizationServer server;

    private OidcProvider(Program program, AuthorizationServer server) {
        this.program = program;
        this.server = server;
    }

    static OidcProvider started(String name, NodePackage scripts, String resource, Path logs) {
        int port = Ports.free();
        String issuer = "http://127.0.0.1:" + port;
        Path script = scripts.script("server.mjs");
        Program program = Program.started(
                name, logs, Map.of(), List.of("node", script.toString(), Integer.toString(port), resource));
        URI metadata = URI.create(issuer + "/.well-known/openid-configuration");
        program.awaitAnswer(metadata, START, status -> status == 200);
        return new OidcProvider(program, new AuthorizationServer(issuer));
    }

    AuthorizationServer server() {
        return server;
    }

    /// Ends the process; nothing listens any more.
    void stop() {
        program.close();
    }

    @Override
    public void close() {
        server.close();
        program.close();
    }
}
