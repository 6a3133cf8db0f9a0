package dev.postern.relay;

import java.util.List;
import java.util.Locale;

/// Reads a message's framing from its fields, refusing all that two readers could understand differently
/// (RFC 9112 §6.3, §11.2).
final class FramingRule {
    private static final int MAX_LENGTH_DIGITS = 15;

    private FramingRule() {}

    /// The framing the fields declare, or `otherwise` where they declare none.
    static Framing of(Fields fields, Framing otherwise) throws MalformedMessage {
        List<String> codings = fields.all(FieldName.TRANSFER_ENCODING);
        List<String> lengths = fields.all(FieldName.CONTENT_LENGTH);
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            throw new MalformedMessage(400, "framing", "Content-Length and Transfer-Encoding are both there");
        }
        if (!codings.isEmpty()) {
            return chunked(codings);
        }
        if (lengths.isEmpty()) {
            return otherwise;
        }
        if (lengths.size() > 1 || !HttpGrammar.isDigits(lengths.get(0), MAX_LENGTH_DIGITS)) {
            throw new MalformedMessage(400, "framing", "Content-Length is not one plain number");
        }
        return new Framing.Length(Long.parseLong(lengths.get(0)));
    }

    private static Framing chunked(List<String> codings) throws MalformedMessage {
        if (codings.size() == 1 && codings.get(0).toLowerCase(Locale.ROOT).equals("chunked")) {
            return new Framing.Chunked();
        }
        boolean known = codings.size() == 1 && HttpGrammar.isToken(codings.get(0));
        throw new MalformedMessage(known ? 501 : 400, "framing", "Transfer-Encoding is not chunked alone");
    }
}
