package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Result;
import dev.postern.config.Config;
import dev.postern.config.IdentityConfig;
import dev.postern.config.SealingKey;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import dev.postern.token.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A session of the generation that has them is its owner's: issuer, subject and client.
class SessionTest extends GateOnSockets {
    private static final String OWN = "id-of-the-upstream!~";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        behind.serve(SessionTest::answer);
        return gateWith(behind, key(1));
    }

    private static TestGate gateWith(TestUpstream behind, SealingKey... keys) throws IOException {
        Config config =
                TestGate.config(behind.url(), Duration.ofSeconds(2)).with(new IdentityConfig(List.of(), List.of(keys)));
        return new TestGate(config, SessionTest::verdict);
    }

    private static SealingKey key(int of) {
        byte[] bytes = new byte[SealingKey.BYTES];
        bytes[0] = (byte) of;
        return SealingKey.of(bytes);
    }

    /// As the Python server does: the session's id with every response.
    private static void answer(TestUpstream.Call call) throws IOException {
        call.send("HTTP/1.1 200 OK\r\nMcp-Session-Id: " + OWN + "\r\nContent-Length: 2\r\n\r\nok");
    }

    /// A token is its issuer, subject, client, and what changes when it is refreshed.
    private static Verdict verdict(BearerToken token) {
        String[] parts = token.value().split("\\.", -1);
        return new Verdict.Valid(new Identity(
                new Issuer("https://" + parts[0]),
                parts[1],
                parts[2].isEmpty() ? null : parts[2],
                Scopes.parse("mcp:read mcp:use"),
                Instant.now().plusSeconds(300)));
    }

    private static Response send(TestGate through, String method, String token, String session) throws IOException {
        String field = session.isEmpty() ? "" : "Mcp-Session-Id: " + session + "\r\n";
        try (RawClient client = through.connect()) {
            return client.send(method + " /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nAuthorization: Bearer "
                            + token + "\r\n" + field + "\r\n")
                    .response();
        }
    }

    private String begin(String token) throws Exception {
        String session = send(gate, "POST", token, "").field("Mcp-Session-Id");
        upstream.nextCall();
        return session;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void theOwnerComesBackToItByEveryMethod(String method) throws Exception {
        String session = begin("iss.alice.app.1");

        Response response = send(gate, method, "iss.alice.app.1", session);

        assertThat(session).matches("[A-Za-z0-9_-]{60,100}");
        assertThat(response.status()).isEqualTo(200);
        assertThat(upstream.nextCall().field("Mcp-Session-Id")).isEqualTo(OWN);
        assertThat(response.field("Mcp-Session-Id")).isEqualTo(session);
    }

    @Test
    void aRefreshedTokenGoesOn() throws Exception {
        String session = begin("iss.alice.app.1");

        assertThat(send(gate, "POST", "iss.alice.app.2", session).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss.bob.app", "iss.alice.other", "iss.alice.", "other.alice.app", "iss.alic.eapp"})
    void isGoneForEverybodyElse(String token) throws Exception {
        String session = begin("iss.alice.app.1");

        Response response = send(gate, "POST", token + ".1", session);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.field("Content-Type")).isEqualTo("application/json");
        assertThat(response.field("WWW-Authenticate")).isEmpty();
        assertThat(response.body())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"Session not found\"}}");
        assertThat(upstream.waitingCalls()).isZero();
        gate.outcome();
        assertThat(gate.outcome().result()).isEqualTo(Result.SESSION_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"cut", "longer", "changed", "the upstream's own", "the upstream's own in base64", "endless", "nothing"})
    void isGoneUnderAnyOtherName(String how) throws Exception {
        String session = begin("iss.alice.app.1");
        String other = switch (how) {
            case "cut" -> session.substring(0, session.length() - 4);
            case "longer" -> session + "AAAA";
            case "changed" ->
                session.substring(0, 30) + (session.charAt(30) == 'A' ? 'B' : 'A') + session.substring(31);
            case "the upstream's own" -> OWN;
            case "the upstream's own in base64" -> "aWQtb2YtdGhlLXVwc3RyZWFtIX4";
            case "endless" -> "A".repeat(4000);
            default -> "-";
        };

        assertThat(send(gate, "POST", "iss.alice.app.1", other).status()).isEqualTo(404);
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void isKnownToAReplicaWithTheSameKey() throws Exception {
        String session = begin("iss.alice.app.1");

        try (TestGate replica = gateWith(upstream, key(1));
                TestGate stranger = gateWith(upstream, key(2));
                TestGate restarted = gateWith(upstream)) {
            assertThat(send(replica, "POST", "iss.alice.app.1", session).status())
                    .isEqualTo(200);
            assertThat(send(stranger, "POST", "iss.alice.app.1", session).status())
                    .isEqualTo(404);
            assertThat(send(restarted, "POST", "iss.alice.app.1", session).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void outlivesTheKeyItWasSealedWithWhileThatIsKept() throws Exception {
        String session = begin("iss.alice.app.1");

        try (TestGate rotated = gateWith(upstream, key(2), key(1));
                TestGate before = gateWith(upstream, key(1))) {
            assertThat(send(rotated, "POST", "iss.alice.app.1", session).status())
                    .isEqualTo(200);
            String fresh = send(rotated, "POST", "iss.alice.app.1", "").field("Mcp-Session-Id");
            assertThat(send(before, "POST", "iss.alice.app.1", fresh).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 204, 400, 404, 500})
    void isSealedWhateverTheStatus(int status) throws Exception {
        String length = status == 204 ? "" : "Content-Length: 0\r\n";
        upstream.serve(call -> call.send("HTTP/1.1 " + status + " X\r\nmcp-session-id: fresh\r\n" + length + "\r\n"));

        Response response = send(gate, "POST", "iss.alice.app.1", "");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.field("Mcp-Session-Id")).hasSizeGreaterThan(40).doesNotContain("fresh");
    }

    @Test
    void anotherThatTheUpstreamBeginsIsSealedToo() throws Exception {
        String session = begin("iss.alice.app.1");
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nMcp-Session-Id: another\r\nContent-Length: 0\r\n\r\n"));

        String another = send(gate, "POST", "iss.alice.app.1", session).field("Mcp-Session-Id");
        upstream.nextCall();
        send(gate, "POST", "iss.alice.app.1", another);

        assertThat(upstream.nextCall().field("Mcp-Session-Id")).isEqualTo("another");
    }

    @Test
    void theGenerationWithoutSessionsIsNotAskedForOne() throws Exception {
        try (RawClient client = gate.connect()) {
            Response response = client.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                            + "Authorization: Bearer iss.alice.app.1\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                            + "Mcp-Session-Id: stray\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(200);
            assertThat(upstream.nextCall().head()).doesNotContain("stray");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "caf\u00e9", "a\r\nMcp-Session-Id: b"})
    void anIdThatMayNotBeIsABadGateway(String id) throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nMcp-Session-Id: " + id + "\r\nContent-Length: 0\r\n\r\n"));

        Response response = send(gate, "POST", "iss.alice.app.1", "");

        assertThat(response.status()).isEqualTo(502);
        assertThat(gate.outcome().reason()).isEqualTo("upstream_session");
    }

    @Test
    void anIdOfAThousandCharactersIsTakenAndALongerOneIsNot() throws Exception {
        String id = "i".repeat(1024);
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nMcp-Session-Id: " + id + "\r\nContent-Length: 0\r\n\r\n"));
        String session = begin("iss.alice.app.1");
        send(gate, "POST", "iss.alice.app.1", session);
        assertThat(upstream.nextCall().field("Mcp-Session-Id")).isEqualTo(id);

        upstream.serve(
                call -> call.send("HTTP/1.1 200 OK\r\nMcp-Session-Id: " + id + "i\r\nContent-Length: 0\r\n\r\n"));
        assertThat(send(gate, "POST", "iss.alice.app.1", "").status()).isEqualTo(502);
    }

    @Test
    void withoutAuthenticationItPassesAsItIs() throws Exception {
        Config plain = TestGate.config(upstream.url(), Duration.ofSeconds(2));
        Config open = new Config(
                plain.listener(),
                plain.upstream(),
                plain.resource(),
                List.of(),
                plain.keys(),
                plain.ops(),
                plain.logFormat(),
                true);
        try (TestGate unguarded = new TestGate(open, SessionTest::verdict);
                RawClient client = unguarded.connect()) {
            Response response = client.send("GET /mcp HTTP/1.1\r\nHost: a\r\nMcp-Session-Id: mine\r\n\r\n")
                    .response();

            assertThat(upstream.nextCall().field("Mcp-Session-Id")).isEqualTo("mine");
            assertThat(response.field("Mcp-Session-Id")).isEqualTo(OWN);
        }
    }
}
