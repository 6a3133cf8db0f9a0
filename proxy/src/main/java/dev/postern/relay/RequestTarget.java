package dev.postern.relay;

import java.util.Locale;

/// The target of a request in origin form (RFC 9112 §3.2.1), which stands for one path only: nothing in it is decoded
/// twice, nothing climbs.
///
/// @param path as sent, beginning with a slash, or `*`
/// @param query as sent, with the question mark, or empty
public record RequestTarget(String path, String query) {
    private static final String PATH_CHARACTERS = "-._~!$&'()*+,;=:@/";

    /// Reads the target of a request line.
    ///
    /// @param host the `Host` field's value, which an absolute form must agree with
    /// @throws MalformedMessage where the form or a character is not allowed
    static RequestTarget parse(String method, String target, String host) throws MalformedMessage {
        if (target.equals("*") && method.equals("OPTIONS")) {
            return new RequestTarget("*", "");
        }
        String origin = target.startsWith("/") ? target : afterAuthority(target, host);
        int mark = origin.indexOf('?');
        String path = mark < 0 ? origin : origin.substring(0, mark);
        String query = mark < 0 ? "" : origin.substring(mark);
        checkPath(path);
        checkQuery(query);
        return new RequestTarget(path, query);
    }

    private static String afterAuthority(String target, String host) throws MalformedMessage {
        String lower = target.toLowerCase(Locale.ROOT);
        int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            throw new MalformedMessage(400, "target", "the request target is not a path");
        }
        int slash = target.indexOf('/', start);
        int end = slash < 0 ? target.length() : slash;
        if (!target.substring(start, end).equalsIgnoreCase(host)) {
            throw new MalformedMessage(400, "authority", "the request target names another authority than Host");
        }
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static void checkPath(String path) throws MalformedMessage {
        checkCharacters(path, PATH_CHARACTERS);
        if (path.indexOf('%') < 0 && !path.contains("//") && !path.contains("/.")) {
            return;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("%00") || path.contains("//")) {
            throw new MalformedMessage(400, "target", "the path has an encoded separator or an empty segment");
        }
        for (String segment : lower.replace("%2e", ".").split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new MalformedMessage(400, "target", "the path has a dot segment");
            }
        }
    }

    private static void checkQuery(String query) throws MalformedMessage {
        checkCharacters(query, PATH_CHARACTERS + "?[]|^`{}\"<>");
    }

    private static void checkCharacters(String text, String allowed) throws MalformedMessage {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                    throw new MalformedMessage(400, "target", "the request target has a broken percent-encoding");
                }
            } else if (!isAlphanumeric(c) && allowed.indexOf(c) < 0) {
                throw new MalformedMessage(400, "target", "the request target has a character that is not allowed");
            }
        }
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }
}
