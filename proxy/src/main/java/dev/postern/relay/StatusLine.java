package dev.postern.relay;

import java.nio.charset.StandardCharsets;

/// The first line of a response (RFC 9112 §4). The reason phrase is for people only.
final class StatusLine {
    private static final String[] LINES = new String[600];

    static {
        for (int status = 0; status < LINES.length; status++) {
            LINES[status] = "HTTP/1.1 " + status + " " + reason(status);
        }
    }

    private StatusLine() {}

    /// @param status below 600
    static String of(int status) {
        return LINES[status];
    }

    /// The interim response that lets a client send its body (RFC 9110 §15.2.1).
    static byte[] continueResponse() {
        return "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 421 -> "Misdirected Request";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> "";
        };
    }
}
