package dev.postern.trail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.postern.audit.ArgumentRule;
import dev.postern.config.Glob;
import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows the arguments of the tools and prompts that were asked for, but no value that sounds like a secret, and
/// nothing
/// at length.
public final class RedactedArguments implements ArgumentRule {
    private static final String REDACTED = "***";
    private static final int LONGEST_TEXT = 512;
    private static final int LONGEST = 4096;

    private final List<Glob> names;
    private final SecretFields secrets;
    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private RedactedArguments(List<Glob> names, SecretFields secrets) {
        this.names = names;
        this.secrets = secrets;
    }

    /// Shows the arguments of these.
    ///
    /// @param names of the tools and prompts
    /// @param redacted fields left out besides the usual ones, as names or paths
    public static ArgumentRule of(List<Glob> names, List<String> redacted) {
        return names.isEmpty() ? NEVER : new RedactedArguments(names, SecretFields.of(redacted));
    }

    @Override
    public @Nullable String show(McpMessage.Call call) {
        boolean asked = switch (call.target().kind()) {
            case TOOL, PROMPT -> isNamed(call.target().name());
            case NONE, RESOURCE, RESOURCE_TEMPLATE -> false;
        };
        Optional<JsonObject> arguments = asked ? call.params().object("arguments") : Optional.empty();
        return arguments.map(this::print).orElse(null);
    }

    private boolean isNamed(String name) {
        for (Glob glob : names) {
            if (glob.matches(name)) {
                return true;
            }
        }
        return false;
    }

    private String print(JsonObject arguments) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            write(to, arguments, List.of("arguments"));
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        int length = text.getBuffer().length();
        return length <= LONGEST ? text.toString() : "\"left out: " + length + " characters\"";
    }

    private void write(JsonGenerator to, Object value, List<String> path) throws IOException {
        switch (value) {
            case JsonObject object -> writeMembers(to, object, path);
            case List<?> list -> writeElements(to, list, path);
            case String text -> to.writeString(secrets.isToken(text) ? REDACTED : bounded(text));
            case BigDecimal number -> to.writeNumber(number);
            case Boolean truth -> to.writeBoolean(truth);
            default -> to.writeNull();
        }
    }

    private void writeMembers(JsonGenerator to, JsonObject object, List<String> path) throws IOException {
        to.writeStartObject();
        for (Map.Entry<String, Object> member : object.members().entrySet()) {
            to.writeFieldName(bounded(member.getKey()));
            writeUnlessSecret(to, member.getValue(), SecretFields.below(path, member.getKey()));
        }
        to.writeEndObject();
    }

    private void writeElements(JsonGenerator to, List<?> list, List<String> path) throws IOException {
        to.writeStartArray();
        for (Object element : list) {
            writeUnlessSecret(to, element, SecretFields.below(path, SecretFields.ELEMENT));
        }
        to.writeEndArray();
    }

    private void writeUnlessSecret(JsonGenerator to, Object value, List<String> path) throws IOException {
        if (secrets.has(path)) {
            to.writeString(REDACTED);
        } else {
            write(to, value, path);
        }
    }

    private static String bounded(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "… (" + (text.length() - end) + " more)";
    }
}
