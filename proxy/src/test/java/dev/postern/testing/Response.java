package dev.postern.testing;

import java.util.ArrayList;
import java.util.List;

/// A response as a test sees it.
///
/// @param status the HTTP status
/// @param fields its field lines as they stood
/// @param body its body without framing
public record Response(int status, List<String> fields, String body) {

    static Response parse(String head, String body) {
        List<String> lines = new ArrayList<>(List.of(head.split("\r\n", -1)));
        lines.removeIf(String::isEmpty);
        int status = Integer.parseInt(lines.getFirst().substring(9, 12));
        return new Response(status, List.copyOf(lines.subList(1, lines.size())), body);
    }

    /// The field's value, empty where it is not there.
    public String field(String name) {
        for (String line : fields) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    /// How often the field is there.
    public long count(String name) {
        return fields.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .count();
    }
}
