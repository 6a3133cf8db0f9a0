package dev.postern.outbound;

import dev.postern.outbound.GuardedOutcome.Answered;
import dev.postern.outbound.GuardedOutcome.Failed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one answer to a GET (RFC 9112) from somebody whom nobody trusts: every part of it is bounded, and nothing is
/// made good.
final class AnswerReader {
    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_INTERIM = 4;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");

    private final InputStream in;
    private final int maxBytes;
    private int headLeft = MAX_HEAD;

    /// @param maxBytes of the body
    AnswerReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    GuardedOutcome read() throws IOException {
        int status = status();
        for (int interim = 0; status / 100 == 1 && interim < MAX_INTERIM; interim++) {
            var _ = fields();
            status = status();
        }
        AnswerFields fields = fields();
        if (status == 304) {
            return new Answered("", true, fields);
        }
        if (status != 200) {
            boolean fault = status >= 500 || status == 429 || status == 408;
            return new Failed("status " + status + (status / 100 == 3 ? ", which is not followed" : ""), !fault);
        }
        if (!fields.one("content-encoding").orElse("identity").equalsIgnoreCase("identity")) {
            return new Failed("an answer with a content coding", true);
        }
        try {
            ByteBuffer body = ByteBuffer.wrap(body(fields));
            return new Answered(StandardCharsets.UTF_8.newDecoder().decode(body).toString(), false, fields);
        } catch (CharacterCodingException _) {
            return new Failed("an answer that is not UTF-8", true);
        }
    }

    private int status() throws IOException {
        Matcher status = STATUS.matcher(line());
        if (!status.matches()) {
            throw new MalformedAnswer("an answer that is not HTTP/1.1");
        }
        return Integer.parseInt(status.group(1));
    }

    private AnswerFields fields() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return AnswerFields.of(lines);
    }

    /// A line without its end; all of them together are bounded.
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            headLeft--;
            if (next < 0 || headLeft < 0) {
                throw new MalformedAnswer(next < 0 ? "an answer that breaks off" : "a head that is too long");
            }
            if (next == '\n') {
                int end = line.length() - (line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? 1 : 0);
                return line.substring(0, end);
            }
            line.append((char) next);
        }
    }

    private byte[] body(AnswerFields fields) throws IOException {
        List<String> codings = fields.all("transfer-encoding");
        List<String> lengths = fields.all("content-length");
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty() || codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new MalformedAnswer("a body whose length is not clear");
            }
            return chunks();
        }
        if (lengths.isEmpty()) {
            return bounded(in.readNBytes(maxBytes + 1));
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,9}")) {
            throw new MalformedAnswer("a body whose length is not clear");
        }
        return exactly(Integer.parseInt(lengths.getFirst()));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line().split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new MalformedAnswer("a chunk without a size");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return body.toByteArray();
            }
            if (length > maxBytes - body.size()) {
                throw tooLarge();
            }
            body.writeBytes(exactly(length));
            if (!line().isEmpty()) {
                throw new MalformedAnswer("a chunk longer than its size");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        if (length > maxBytes) {
            throw tooLarge();
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new MalformedAnswer("an answer that breaks off");
        }
        return bytes;
    }

    private byte[] bounded(byte[] bytes) throws MalformedAnswer {
        if (bytes.length > maxBytes) {
            throw tooLarge();
        }
        return bytes;
    }

    private MalformedAnswer tooLarge() {
        return new MalformedAnswer("an answer of more than " + maxBytes + " bytes");
    }
}
