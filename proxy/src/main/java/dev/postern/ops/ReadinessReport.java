package dev.postern.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/// What `/readyz` says.
///
/// @param troubles what is not ready and why
/// @param notes what works and deserves a look, told where nothing is worse
record ReadinessReport(Map<String, String> troubles, Map<String, String> notes) {

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("ready", troubles.isEmpty());
            if (!troubles.isEmpty()) {
                write(json, "not_ready", troubles);
            } else if (!notes.isEmpty()) {
                write(json, "degraded", notes);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, Map<String, String> sentences) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> sentence : sentences.entrySet()) {
            json.writeStringField(sentence.getKey(), sentence.getValue());
        }
        json.writeEndObject();
    }
}
