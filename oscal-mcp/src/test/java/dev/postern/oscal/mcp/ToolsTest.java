package dev.postern.oscal.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.testing.SilentCall;
import dev.postern.oscal.testing.TestTool;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsTest {
    private static final Kind DOCUMENT = new Kind.Members(
            List.of(
                    Parameter.optional("content", "Text.", new Kind.Text(10)),
                    Parameter.optional("uri", "Its name.", new Kind.Text(10))),
            true);
    private static final Tools TOOLS = new Tools(List.of(new TestTool(
            "find",
            List.of(
                    Parameter.required("query", "Words.", new Kind.Text(20)),
                    Parameter.optional("limit", "How many.", new Kind.Whole(1, 50)),
                    Parameter.optional("order", "Which first.", new Kind.Choice(List.of("best", "first"))),
                    Parameter.optional("deep", "All of it.", new Kind.Flag()),
                    Parameter.optional("families", "Only these.", new Kind.Several(new Kind.Text(5), 2)),
                    Parameter.optional("document", "In this.", DOCUMENT)),
            (arguments, _) -> ToolResult.of("found " + arguments.requiredText("query"), ObjectNode.EMPTY))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"query\":\"a\"}                              | found a",
                "{\"querry\":\"a\"}                             | Unknown argument querry: did you mean query?",
                "{\"query\":\"a\",\"max_limit\":3}              | Unknown argument max_limit: did you mean limit?",
                "{\"query\":\"a\",\"zzzzzzzzz\":3}              | Unknown argument zzzzzzzzz: there are query, limit",
                "{}                                             | Argument query is missing: Words.",
                "{\"query\":7}                                  | Argument query must be a string, and is a number.",
                "{\"query\":\"aaaaaaaaaaaaaaaaaaaaaaa\"}        | Argument query has more than 20 characters.",
                "{\"query\":\"a\",\"limit\":0}                  | Argument limit must be from 1 to 50.",
                "{\"query\":\"a\",\"limit\":1.5}                | Argument limit must be a whole number",
                "{\"query\":\"a\",\"limit\":\"1\"}              | Argument limit must be a whole number, and is a string.",
                "{\"query\":\"a\",\"order\":\"worst\"}          | Argument order must be one of best, first.",
                "{\"query\":\"a\",\"deep\":\"yes\"}             | Argument deep must be true or false, and is a string.",
                "{\"query\":\"a\",\"families\":\"ac\"}          | Argument families must be an array, and is a string.",
                "{\"query\":\"a\",\"families\":[\"ac\",3]}      | Argument families has an element that must be a string",
                "{\"query\":\"a\",\"families\":[\"\",\"\",\"\"]} | Argument families has more than 2 elements.",
                "{\"query\":\"a\",\"document\":{}}              | Argument document must have one member: content or uri.",
                "{\"query\":\"a\",\"document\":\"x\"}           | Argument document must be an object with content or uri",
                "{\"query\":\"a\",\"document\":{\"text\":\"\"}} | Argument document is not right: Unknown argument text"
            })
    void saysWhatIsWrongWithArguments(String arguments, String said) {
        assertThat(call("find", arguments)).contains("\"text\":\"" + said);
    }

    @Test
    void namesTheToolThatWasProbablyMeant() {
        assertThat(call("finder", "{}")).contains("-32602", "Unknown tool: finder; did you mean find?");
    }

    @Test
    void everyToolIsSaidToChangeNothingAndToReachNothing() {
        assertThat(new JsonWriter().compact(TOOLS.list()))
                .contains("\"readOnlyHint\":true", "\"openWorldHint\":false", "\"additionalProperties\":false")
                .contains("\"required\":[\"query\"]");
    }

    private static String call(String name, String arguments) {
        Answer answer =
                TOOLS.call(read("{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}"), new SilentCall());
        return new JsonWriter().compact(answer.toMessage(Optional.empty()));
    }

    private static ObjectNode read(String json) {
        return new JsonReader(Limits.MESSAGE).read(json) instanceof Reading.Read(ObjectNode object, var _)
                ? object
                : ObjectNode.EMPTY;
    }
}
