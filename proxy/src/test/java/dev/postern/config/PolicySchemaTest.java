package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Editors and Postern agree on what a policy file is.
class PolicySchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PolicySchema.text());

    private static boolean passes(String yaml) {
        Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.valueToTree(value)).isEmpty();
    }

    private static List<String> fields(String pointer) throws IOException {
        JsonNode properties = JSON.readTree(PolicySchema.text()).at(pointer);
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void hasTheFieldsThatAreRead() throws IOException {
        assertThat(fields("/properties")).containsExactlyInAnyOrderElementsOf(PolicyFields.OF_FILE);
        assertThat(fields("/$defs/rule/properties")).containsExactlyInAnyOrderElementsOf(PolicyFields.OF_RULE);
        assertThat(fields("/$defs/limit/properties")).containsExactlyInAnyOrderElementsOf(PolicyFields.OF_LIMIT);
    }

    @Test
    void isTheOneThatIsPublished() throws IOException {
        assertThat(PolicySchema.text()).isEqualTo(Files.readString(Path.of("../docs/policy.schema.json")));
    }

    static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String page : List.of("../docs/policy.md", "../docs/limits.md")) {
            if (!Files.exists(Path.of(page))) {
                continue;
            }
            Matcher block =
                    Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of(page)));
            while (block.find()) {
                examples.add(block.group(1));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void passesEveryExampleInTheDocumentationAsTheReaderDoes(String yaml) {
        assertThat(PolicyFile.read("example.yaml", yaml)).isInstanceOf(PolicyFile.Result.Complete.class);
        assertThat(passes(yaml)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "rule: []",
                "rules: []",
                "rules: [{tools: x}]",
                "rules: [{name: a}]",
                "rules: [{name: a b, tools: x}]",
                "rules: [{name: a, tools: []}]",
                "rules: [{name: a, tools: 'x**'}]",
                "rules: [{name: a, tools: 'x\\d'}]",
                "rules: [{name: a, tools: x, scopes: []}]",
                "rules: [{name: a, tools: x, scopes: 'a b'}]",
                "rules: [{name: a, tools: x, claims: {}}]",
                "rules: [{name: a, tools: x, effect: block}]",
                "rules: [{name: a, tools: x, scope: a}]",
                "default: maybe",
                "lists: hide",
                "scopes: {a: []}",
                "limits: [{name: a, per: subject}]",
                "limits: [{name: a, per: user, rate: 1/s}]",
                "limits: [{name: a, per: subject, rate: 0/s}]",
                "limits: [{name: a, per: subject, rate: 1/s, burst: 0}]"
            })
    void refusesWhatTheReaderRefuses(String yaml) {
        assertThat(PolicyFile.read("policy.yaml", yaml)).isInstanceOf(PolicyFile.Result.Faulty.class);
        assertThat(passes(yaml)).isFalse();
    }
}
