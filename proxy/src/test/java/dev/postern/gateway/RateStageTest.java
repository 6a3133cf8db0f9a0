package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Outcome;
import dev.postern.audit.Result;
import dev.postern.config.PolicyTargets;
import dev.postern.config.RateLimitConfig;
import dev.postern.config.RateLimitConfig.Per;
import dev.postern.rate.RateLimits;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each subject may send three requests in an hour here, each network four, and each client five.
class RateStageTest extends GateOnSockets {
    private static final String OTHER = "Authorization: Bearer other\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<RateLimitConfig> LIMITS = List.of(
            new RateLimitConfig("per-user", Set.of(Per.SUBJECT), PolicyTargets.ANY, 3, HOUR, 3),
            new RateLimitConfig("per-network", Set.of(Per.ADDRESS), PolicyTargets.ANY, 4, HOUR, 4),
            new RateLimitConfig("per-client", Set.of(Per.CLIENT), PolicyTargets.ANY, 5, HOUR, 5));

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        behind.serve(call -> call.send(OK));
        return TestGate.withRates(behind, LIMITS, RateLimits.local(LIMITS, () -> 0));
    }

    private Response post(String fields) throws IOException {
        return gate.post(fields + "Content-Type: application/json\r\n", PING);
    }

    private List<Integer> statuses(String fields, int requests) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(post(fields).status());
        }
        return statuses;
    }

    @Test
    void refusesWhatASubjectSendsBeyondItsLimit() throws Exception {
        assertThat(statuses(TestGate.GOOD, 5)).containsExactly(200, 200, 200, 429, 429);
        assertThat(upstream.waitingCalls()).isEqualTo(3);
    }

    @Test
    void tellsWhoIsRefusedWhenToComeBack() throws Exception {
        statuses(TestGate.GOOD, 3);

        Response refused = post(TestGate.GOOD);

        assertThat(refused.field("Retry-After")).isEqualTo("3600");
        assertThat(refused.field("RateLimit-Policy")).isEqualTo("\"per-user\";q=3;w=3600");
        assertThat(refused.field("RateLimit")).isEqualTo("\"per-user\";r=0;t=3600");
        assertThat(refused.body()).contains("The limit per-user is reached");
    }

    @Test
    void tellsWhoIsAdmittedWhatIsLeft() throws Exception {
        statuses(TestGate.GOOD, 1);

        Response admitted = post(TestGate.GOOD);

        assertThat(admitted.field("RateLimit-Policy"))
                .isEqualTo("\"per-user\";q=3;w=3600, \"per-network\";q=4;w=3600, \"per-client\";q=5;w=3600");
        assertThat(admitted.field("RateLimit"))
                .isEqualTo("\"per-user\";r=1;t=3600, \"per-network\";r=2;t=3600, \"per-client\";r=3;t=3600");
    }

    @Test
    void tellsItAlsoWhereTheServerBehindDoesNotAnswer() throws Exception {
        upstream.serve(TestUpstream.Call::close);

        Response broken = post(TestGate.GOOD);

        assertThat(broken.status()).isEqualTo(502);
        assertThat(broken.field("RateLimit")).startsWith("\"per-user\";r=2;");
    }

    @Test
    void namesTheLimitInTheOutcome() throws Exception {
        statuses(TestGate.GOOD, 4);
        for (int i = 0; i < 3; i++) {
            assertThat(gate.outcome().result()).isEqualTo(Result.ADMITTED);
        }

        Outcome outcome = gate.outcome();

        assertThat(outcome.result()).isEqualTo(Result.RATE_LIMITED);
        assertThat(outcome.reason()).isEqualTo("per-user");
    }

    @Test
    void countsASubjectWhateverAddressItComesFrom() throws Exception {
        statuses(TestGate.GOOD, 3);

        try (RawClient elsewhere = gate.connectFrom("127.0.0.2")) {
            elsewhere.send("GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n");
            assertThat(elsewhere.response().field("RateLimit")).startsWith("\"per-user\";r=0;");
        }
    }

    @Test
    void aSubjectThatIsRefusedTakesNothingFromTheOthersOfItsNetwork() throws Exception {
        statuses(TestGate.GOOD, 20);

        assertThat(statuses(OTHER, 2)).containsExactly(200, 429);
        assertThat(post(OTHER).field("RateLimit")).isEqualTo("\"per-network\";r=0;t=3600");
    }

    @Test
    void neverLimitsMetadata() throws Exception {
        statuses(TestGate.GOOD, 5);

        for (int i = 0; i < 20; i++) {
            Response metadata = gate.get("/.well-known/oauth-protected-resource/mcp", TestGate.GOOD);
            assertThat(metadata.status()).isEqualTo(200);
            assertThat(metadata.field("RateLimit")).isEmpty();
        }
    }

    @Test
    void whoIsNotLetInTakesNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(gate.get("/mcp", "").status()).isEqualTo(401);
            assertThat(gate.get("/mcp", "Authorization: Bearer narrow\r\n").status())
                    .isEqualTo(403);
        }

        assertThat(statuses(TestGate.GOOD, 4)).containsExactly(200, 200, 200, 429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void countsStreamsAndEndsOfSessionsAsRequests(String method) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (RawClient client = gate.connect()) {
            for (int i = 0; i < 4; i++) {
                client.send(method + " /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n");
                statuses.add(client.response().status());
            }
        }

        assertThat(statuses).containsExactly(200, 200, 200, 429);
    }

    @Test
    void letsPagesOfAllowedOriginsReadHowTheirLimitsStand() throws Exception {
        Response admitted = post(TestGate.GOOD + "Origin: https://mcp.example.com\r\n");

        assertThat(admitted.field("Access-Control-Expose-Headers")).contains("RateLimit, RateLimit-Policy");
    }
}
