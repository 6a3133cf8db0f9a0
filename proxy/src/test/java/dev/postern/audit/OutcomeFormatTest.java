package dev.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutcomeFormatTest {
    @Test
    void textBeginsWithTimeStatusResultAndRequest() {
        assertThat(new TextFormat().outcome(Outcomes.admitted()))
                .isEqualTo("2026-11-20T10:00:00.000Z 200 admitted             POST /mcp client=192.0.2.1 sub=alice "
                        + "client_id=cli iss=https://id.example.com in=12 out=345 own=0.412ms upstream=6.0ms "
                        + "total=7.0ms id=r1");
    }

    @Test
    void textQuotesWhatWouldNotReadAsOneWord() {
        assertThat(new TextFormat().outcome(Outcomes.refused("audience", "expected \"a\" or b=c")))
                .contains("reason=audience detail=\"expected \\\"a\\\" or b=c\" client=");
    }

    @Test
    void jsonHasStableMembersAndLeavesOutAbsentOnes() throws Exception {
        String line = new JsonFormat().outcome(Outcomes.refused("expired", "4 s ago"));

        assertThat(line)
                .isEqualTo("{\"at\":\"2026-11-20T10:00:00.000Z\",\"id\":\"r1\",\"client_address\":\"192.0.2.1\","
                        + "\"method\":\"POST\",\"path\":\"/mcp\",\"status\":401,\"result\":\"invalid_token\","
                        + "\"reason\":\"expired\",\"detail\":\"4 s ago\",\"decision\":\"deny\",\"request_bytes\":12,"
                        + "\"response_bytes\":345,\"own_ms\":0.412,\"upstream_ms\":0.0,\"total_ms\":7.0}");
    }

    @Test
    void nothingFromARequestBreaksALineOrLeavesAscii() throws Exception {
        Outcome outcome = Outcomes.at("/a\r\n2026 200 admitted \u001b[31m é \u2028 \u007f");

        String text = new TextFormat().outcome(outcome);
        String json = new JsonFormat().outcome(outcome);

        assertThat(text).matches("[ -~]+");
        assertThat(json).matches("[ -\\x7f]+").doesNotContain("\n");
        JsonNode read = new ObjectMapper().readTree(json);
        assertThat(read.get("path").asText()).isEqualTo(outcome.path());
    }

    @Test
    void notesTellHowManyLinesWereLost() {
        assertThat(new TextFormat().note(new Note(Instant.EPOCH, "audit log lost lines", 3, null)))
                .endsWith("lost=3");
        assertThat(new JsonFormat().note(new Note(Instant.EPOCH, "audit log lost lines", 3, null)))
                .endsWith("\"lost\":3}");
    }
}
