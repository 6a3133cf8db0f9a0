package dev.postern.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/// A URI as a server may read it that decodes what is encoded and follows dots (RFC 3986 §6.2.2): so that
/// `file:///srv/%2e%2e/etc/passwd` is not taken for something below `/srv`. It goes further than the RFC where servers
/// do, and is for comparing only.
final class NormalUri {
    private static final String FILE = "file:";

    private NormalUri() {}

    static String of(String uri) {
        String text = decoded(uri).replace('\\', '/');
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        if (colon < 0 || (slash >= 0 && slash < colon)) {
            return path(text);
        }
        String scheme = text.substring(0, colon + 1).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        if (!rest.startsWith("//")) {
            return scheme.equals(FILE) && rest.startsWith("/") ? FILE + "//" + path(rest) : scheme + path(rest);
        }
        int end = rest.indexOf('/', 2);
        String authority = rest.substring(2, end < 0 ? rest.length() : end);
        String path = end < 0 ? "" : path(rest.substring(end));
        return scheme + "//" + authority(scheme, authority) + path;
    }

    /// Names of hosts are the same in any case; what other schemes have in that place may not be.
    private static String authority(String scheme, String authority) {
        return switch (scheme) {
            case FILE -> authority.equalsIgnoreCase("localhost") ? "" : authority;
            case "http:", "https:" -> authority.toLowerCase(Locale.ROOT);
            default -> authority;
        };
    }

    private static String path(String path) {
        if (!path.contains("//") && !path.contains("./") && !path.endsWith("/.") && !path.endsWith("/..")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String last = "";
        for (String segment : path.split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        return (path.startsWith("/") ? "/" : "") + String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
    }

    /// A `%` that begins nothing stays as it is.
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int value = in[i] == '%' && i + 2 < in.length ? hex(in[i + 1], in[i + 2]) : -1;
            out[length++] = value < 0 ? in[i] : (byte) value;
            i += value < 0 ? 0 : 2;
        }
        return new String(Arrays.copyOf(out, length), StandardCharsets.UTF_8);
    }

    private static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
