package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Result;
import dev.postern.config.AssertionConfig;
import dev.postern.config.Config;
import dev.postern.oauth.BearerToken;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import dev.postern.token.CredentialFile;
import dev.postern.token.IdentityAssertions;
import dev.postern.token.UpstreamCredentials;
import dev.postern.token.UpstreamProofs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the upstream is shown so that it need not take a request's word for whose it is.
class UpstreamProofsTest {
    private TestUpstream upstream;
    private @Nullable TestGate gate;

    @BeforeEach
    void start() throws IOException {
        upstream = new TestUpstream();
    }

    @AfterEach
    void stop() throws IOException {
        if (gate != null) {
            gate.close();
        }
        upstream.close();
    }

    private TestGate open(UpstreamProofs proofs) throws IOException {
        Config config = TestGate.config(upstream.url(), Duration.ofSeconds(2));
        TestGate opened = new TestGate(config, TestGate::verdict, proofs);
        gate = opened;
        return opened;
    }

    private IdentityAssertions assertions() {
        Config config = TestGate.config(upstream.url(), Duration.ofSeconds(2));
        return new IdentityAssertions(
                new AssertionConfig(List.of()), List.of(), config.resource().uri(), upstream.url(), Clock.systemUTC());
    }

    @Test
    void signsWhoTheCallerIsAndNobodyElseCan() throws Exception {
        TestGate asserting = open(new UpstreamProofs(assertions(), null));

        asserting.get("/mcp", TestGate.GOOD + "X-Auth-Assertion: mallory\r\nx_auth_assertion: mallory\r\n");
        String first = upstream.nextCall().head();
        asserting.get("/mcp", TestGate.GOOD);

        assertThat(first)
                .containsPattern("X-Auth-Assertion: ey[\\w-]+\\.[\\w-]+\\.[\\w-]+\r\n")
                .doesNotContain("mallory");
        assertThat(upstream.nextCall().field("X-Auth-Subject")).isNotEmpty();
    }

    @Test
    void publishesItsKeysToEverybody() throws Exception {
        TestGate asserting = open(new UpstreamProofs(assertions(), null));

        Response keys = asserting.get("/.well-known/postern/jwks.json", "");

        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.field("Content-Type")).isEqualTo("application/json");
        assertThat(keys.field("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(keys.body()).startsWith("{\"keys\":[{").doesNotContain("\"d\":");
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void publishesNothingWhereNothingIsSigned() throws Exception {
        assertThat(open(UpstreamProofs.NONE)
                        .get("/.well-known/postern/jwks.json", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theUpstreamGetsTheTokenInTheFileAsItIsNow(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        AtomicLong time = new AtomicLong();
        TestGate giving = open(new UpstreamProofs(null, new CredentialFile(file, time::get)));

        giving.get("/mcp", TestGate.GOOD);
        assertThat(upstream.nextCall().field("Authorization")).isEqualTo("Bearer first");

        Files.writeString(file, "second");
        time.addAndGet(Duration.ofSeconds(5).toNanos());
        giving.get("/mcp", TestGate.GOOD);
        assertThat(upstream.nextCall().field("Authorization")).isEqualTo("Bearer second");

        Files.writeString(file, "");
        time.addAndGet(Duration.ofSeconds(5).toNanos());
        giving.get("/mcp", TestGate.GOOD);
        assertThat(upstream.nextCall().field("Authorization")).isEqualTo("Bearer second");
    }

    @Test
    void whatTheUpstreamHasAgainstTheCredentialIsNoMatterOfTheClients(@TempDir Path folder) throws Exception {
        upstream.serve(call ->
                call.send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n"));
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        TestGate giving = open(new UpstreamProofs(null, new CredentialFile(file, System::nanoTime)));

        Response response = giving.get("/mcp", TestGate.GOOD);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.field("WWW-Authenticate")).isEmpty();
        assertThat(giving.outcome().reason()).isEqualTo("upstream_401");
    }

    /// Gives each caller another token, or what a test wants instead.
    private static final class Exchanging implements UpstreamCredentials {
        final List<String> asked = new CopyOnWriteArrayList<>();
        volatile @Nullable Credential instead;

        @Override
        public Optional<Credential> known(@Nullable Caller caller) {
            return Optional.empty();
        }

        @Override
        public Credential obtain(@Nullable Caller caller) {
            if (caller == null) {
                throw new IllegalStateException("nobody");
            }
            asked.add(caller.token().value() + " of " + caller.identity().subject());
            return instead == null ? new Credential.Granted(new BearerToken("issued")) : instead;
        }

        @Override
        public void disliked(@Nullable Caller caller) {
            asked.add("disliked");
        }
    }

    @Test
    void theUpstreamGetsWhatTheIssuerGaveForTheClientsToken() throws Exception {
        Exchanging exchanging = new Exchanging();
        TestGate giving = open(new UpstreamProofs(assertions(), exchanging));

        giving.get("/mcp", TestGate.GOOD);

        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.field("Authorization")).isEqualTo("Bearer issued");
        assertThat(call.head()).doesNotContain("Bearer good").contains("X-Auth-Assertion: ");
        assertThat(exchanging.asked).containsExactly("good of alice é%");
    }

    @Test
    void aRefusedExchangeIs403AndAnOutage503() throws Exception {
        Exchanging exchanging = new Exchanging();
        TestGate giving = open(new UpstreamProofs(null, exchanging));

        exchanging.instead = new UpstreamCredentials.Credential.Refused("no");
        Response refused = giving.get("/mcp", TestGate.GOOD);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("access_denied");
        assertThat(refused.field("WWW-Authenticate")).isEmpty();
        assertThat(giving.outcome().result()).isEqualTo(Result.EXCHANGE_REFUSED);

        exchanging.instead = new UpstreamCredentials.Credential.Unavailable(Duration.ofSeconds(2), "away");
        Response away = giving.get("/mcp", TestGate.GOOD);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.field("Retry-After")).isEqualTo("2");
        assertThat(giving.outcome().reason()).isEqualTo("upstream_credential");
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void anExchangedTokenThatTheUpstreamRefusesIsForgotten() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"));
        Exchanging exchanging = new Exchanging();
        TestGate giving = open(new UpstreamProofs(null, exchanging));

        try (RawClient client = giving.connect()) {
            Response response = client.send(
                            "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n" + TestGate.GOOD + "\r\n{}")
                    .response();
            assertThat(response.status()).isEqualTo(502);
        }
        assertThat(exchanging.asked).contains("disliked");
    }
}
