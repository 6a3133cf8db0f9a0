package dev.postern.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.audit.ArgumentRule;
import dev.postern.config.Glob;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedArgumentsTest {
    private static final List<Glob> ALL = List.of(new Glob("*"));

    private static McpMessage.Call call(Kind kind, String name, String arguments) {
        JsonObject params = StrictJson.read("{\"name\":\"t\",\"arguments\":" + arguments + "}")
                .orElseThrow();
        return new McpMessage.Call("1", "tools/call", new Target(kind, name), params);
    }

    private static String shown(ArgumentRule rule, String arguments) {
        return Objects.requireNonNull(rule.show(call(Kind.TOOL, "t", arguments)));
    }

    @Test
    void showsTheArgumentsOfNamedToolsAndPromptsOnly() {
        ArgumentRule rule = RedactedArguments.of(List.of(new Glob("validate_*"), new Glob("ask")), List.of());

        assertThat(rule.show(call(Kind.TOOL, "validate_ssp", "{\"a\":1}"))).isEqualTo("{\"a\":1}");
        assertThat(rule.show(call(Kind.PROMPT, "ask", "{\"a\":1}"))).isEqualTo("{\"a\":1}");
        assertThat(rule.show(call(Kind.TOOL, "save", "{\"a\":1}"))).isNull();
        assertThat(rule.show(call(Kind.RESOURCE, "ask", "{\"a\":1}"))).isNull();
        assertThat(RedactedArguments.of(List.of(), List.of()).show(call(Kind.TOOL, "t", "{}")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password",
                "db_password",
                "api-key",
                "apiKey",
                "X-API-KEY",
                "access_token",
                "clientSecret",
                "Authorization",
                "credentials",
                "private_key",
                "Set-Cookie"
            })
    void leavesOutWhatSoundsLikeASecret(String name) {
        ArgumentRule rule = RedactedArguments.of(ALL, List.of());

        assertThat(shown(rule, "{\"" + name + "\":\"hunter2\",\"deep\":[{\"" + name + "\":{\"x\":\"hunter2\"}}]}"))
                .doesNotContain("hunter2")
                .contains("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc.def", "see eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "basic aHVudGVyMg=="})
    void leavesOutTokensUnderWhateverName(String value) {
        assertThat(shown(
                        RedactedArguments.of(ALL, List.of()),
                        "{\"note\":\"" + value + "\",\"more\":[\"" + value + "\"]}"))
                .isEqualTo("{\"note\":\"***\",\"more\":[\"***\"]}");
    }

    @Test
    void leavesOutFieldsByNameAndByPath() {
        ArgumentRule rule = RedactedArguments.of(
                ALL, List.of("iban", "$.params.arguments.user.pin", "$.params.arguments.rows[*].id"));

        assertThat(
                        shown(
                                rule,
                                "{\"IBAN\":\"DE1\",\"user\":{\"pin\":1,\"name\":\"a\"},\"pin\":2,\"rows\":[{\"id\":3,\"n\":4}],\"id\":5}"))
                .isEqualTo(
                        "{\"IBAN\":\"***\",\"user\":{\"pin\":\"***\",\"name\":\"a\"},\"pin\":2,\"rows\":[{\"id\":\"***\",\"n\":4}],\"id\":5}");
    }

    @Test
    void showsNothingAtLengthAndAlwaysJson() throws Exception {
        ArgumentRule rule = RedactedArguments.of(ALL, List.of());
        ObjectMapper reader = new ObjectMapper();

        String cut = shown(rule, "{\"text\":\"" + "x".repeat(10_000) + "\"}");
        String many = shown(rule, "{\"list\":[" + "1,".repeat(5_000) + "1]}");

        JsonNode text = reader.readTree(cut).get("text");
        assertThat(text.asText()).hasSizeLessThan(600).endsWith("(9488 more)");
        assertThat(reader.readTree(many).asText()).startsWith("left out: 100");
        assertThat(shown(rule, "{\"e\":\"\\u00e9\\n\\u2028\"}")).matches("[ -~]+");
    }
}
