package dev.postern.constraints;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What the constraints say of one document.
///
/// @param skipped what was not judged, as sentences
record Judged(List<Violation> violations, List<String> skipped) {
    Judged {
        violations = List.copyOf(violations);
        skipped = List.copyOf(skipped);
    }

    byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("findings");
            for (Violation violation : violations) {
                json.writeStartObject();
                json.writeStringField("severity", violation.severity());
                json.writeStringField("rule", violation.rule());
                json.writeStringField("message", violation.message());
                json.writeStringField("path", violation.path());
                json.writeStringField("hint", violation.hint());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("skipped");
            for (String sentence : skipped) {
                json.writeString(sentence);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
