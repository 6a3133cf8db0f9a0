package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Result;
import dev.postern.config.ClientLimits;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Who makes up tokens keeps nobody but his own address waiting.
class BadTokensTest extends GateOnSockets {
    private static final String BAD = "Authorization: Bearer made.up.token\r\n";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        return TestGate.withLimits(behind, new ClientLimits(100, 100, 100, 100, 1));
    }

    @Test
    void anAddressWithTooManyBadTokensIsToldToComeBackAndOthersAreServed() throws Exception {
        Response response = gate.get("/mcp", BAD);
        int refused = 0;
        while (response.status() == 401 && refused < 1000) {
            assertThat(gate.outcome().result()).isEqualTo(Result.INVALID_TOKEN);
            response = gate.get("/mcp", BAD);
            refused++;
        }

        assertThat(refused).isGreaterThanOrEqualTo(3);
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.field("Retry-After")).isEqualTo("2");
        assertThat(gate.outcome().result()).isEqualTo(Result.TOO_MANY_BAD_TOKENS);
        try (RawClient elsewhere = gate.connectFrom("127.0.0.2")) {
            elsewhere.send("GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD + "\r\n");
            assertThat(elsewhere.response().status()).isEqualTo(200);
        }
    }

    @Test
    void goodTokensInAnyNumberAreServed() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(gate.get("/mcp", TestGate.GOOD).status()).isEqualTo(200);
        }
    }
}
