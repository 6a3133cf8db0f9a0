package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.JsonFormat;
import dev.postern.audit.Outcome;
import dev.postern.testing.RawClient;
import dev.postern.testing.TestGate;
import org.junit.jupiter.api.Test;

/// What the outcome of a request tells those who look into it later.
class AuditedRequestTest extends GateOnSockets {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private Outcome outcomeOf(String fields) throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + fields + "Content-Length: 2\r\n\r\n{}");
            client.response();
            return gate.outcome();
        }
    }

    @Test
    void tellsTheTraceOfARequestThatWasLetThrough() throws Exception {
        Outcome outcome = outcomeOf(TestGate.GOOD + "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01\r\n");

        assertThat(new JsonFormat().outcome(outcome))
                .contains("\"trace_id\":\"" + TRACE + "\"", "\"decision\":\"allow\"");
    }

    @Test
    void tellsTheHashOfASessionThatIsNotTheCallers() throws Exception {
        Outcome outcome = outcomeOf(TestGate.GOOD + "Mcp-Session-Id: abc\r\n");

        assertThat(new JsonFormat().outcome(outcome))
                .contains("\"session\":\"ba7816bf8f01cfea414140de5dae2223\"", "\"decision\":\"deny\"")
                .doesNotContain("abc\"");
    }

    @Test
    void tellsNoTraceThatIsAmbiguous() throws Exception {
        String trace = "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01\r\n";

        assertThat(outcomeOf(TestGate.GOOD + trace + trace).particulars().trace())
                .isNull();
    }

    @Test
    void tellsTheScopesThatWereMissing() throws Exception {
        Outcome outcome = outcomeOf("Authorization: Bearer narrow\r\n");

        assertThat(outcome.decision()).isEqualTo("deny");
        assertThat(outcome.particulars().missing()).hasToString("mcp:use");
    }
}
