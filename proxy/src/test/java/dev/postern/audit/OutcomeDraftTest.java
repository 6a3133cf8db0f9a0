package dev.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeDraftTest {
    private final OutcomeDraft draft = new OutcomeDraft(Instant.EPOCH, "r1", "192.0.2.1", "POST", "/mcp");

    private Outcome finished() {
        return draft.finish(200, 1, 2, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private String json() {
        return new JsonFormat().outcome(finished());
    }

    private static McpMessage call(String tool) {
        return new McpMessage.Call("1", "tools/call", new Target(Kind.TOOL, tool), JsonObject.EMPTY);
    }

    @Test
    void whereNothingIsKnownNothingIsMade() {
        assertThat(finished().particulars()).isSameAs(Particulars.NONE);
    }

    @Test
    void tellsWhatTheStagesFound() {
        draft.judged(List.of(call("save")));
        draft.rule("files");
        draft.missing(Scopes.parse("a b"));
        draft.limit("per-user");

        assertThat(json())
                .contains("\"mcp_method\":\"tools/call\",\"tool\":\"save\"", "\"rule\":\"files\"")
                .contains("\"scopes_missing\":[\"a\",\"b\"]", "\"limit\":\"per-user\"")
                .doesNotContain("calls", "arguments");
    }

    @Test
    void tellsASessionAsItsHashOnly() {
        draft.session("abc");

        assertThat(json())
                .contains("\"session\":\"ba7816bf8f01cfea414140de5dae2223\"")
                .doesNotContain("abc\"");
        assertThat(new TextFormat().outcome(finished())).contains(" session=ba7816bf8f01cfea414140de5dae2223 ");
        assertThat(finished().toString()).doesNotContain("abc");
    }

    @Test
    void namesEachCallOfABatch() {
        draft.judged(List.of(call("ping"), call("save"), new McpMessage.Reply("2")));

        assertThat(json())
                .contains("\"messages\":3,\"calls\":[{\"mcp_method\":\"tools/call\",\"tool\":\"ping\"},"
                        + "{\"mcp_method\":\"tools/call\",\"tool\":\"save\"}]");
    }

    @Test
    void saysHowManyMessagesThereWereWhereItDoesNotTellThemAll() {
        draft.judged(Collections.nCopies(150, call("save")));

        assertThat(finished().particulars().operations()).hasSize(100);
        assertThat(json()).contains("\"messages\":150,");
    }

    @Test
    void cutsNamesThatAreTooLongAndEscapesWhatIsNoText() {
        draft.judged(List.of(call("\u001b[31m\n" + "x".repeat(1000))));

        assertThat(json()).matches("[ -~]+").contains("\\u001B[31m\\n").hasSizeLessThan(700);
    }

    @Test
    void asksForArgumentsWhereTheyAreWanted() {
        OutcomeDraft asking =
                new OutcomeDraft(Instant.EPOCH, "r1", "192.0.2.1", "POST", "/mcp", _ -> "{\"path\":\"/srv\"}");

        asking.judged(List.of(call("save")));

        assertThat(new JsonFormat().outcome(asking.finish(200, 1, 2, Duration.ZERO, Duration.ZERO, Duration.ZERO)))
                .contains("\"arguments\":{\"path\":\"/srv\"}");
    }

    @Test
    void aRequestThatWasLetThroughIsAllowedWhateverBecameOfIt() {
        assertThat(finished().decision()).isEqualTo("deny");
        draft.forwarded();
        assertThat(finished().decision()).isEqualTo("allow");
    }

    @Test
    void aDocumentThatAnybodyMayHaveNeedsNoDecision() {
        draft.result(Result.METADATA);

        assertThat(finished().decision()).isNull();
    }
}
