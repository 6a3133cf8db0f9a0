package dev.postern.relay;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A header field's name. The usual ones, which are looked for or come with nearly every message, are made once and
/// have a bit each, so that it is known at once which of them a message has.
///
/// @param spelling as it came or is to be sent
/// @param key in lower case, by which names are compared (RFC 9110 §5.1)
/// @param bit of this name, whatever its spelling; 0 where it has none
public record FieldName(String spelling, String key, long bit) {
    private static final Map<String, FieldName> USUAL = new HashMap<>();
    private static long nextBit = 1;

    public static final FieldName ACCEPT = usual("Accept");
    public static final FieldName ACCEPT_ENCODING = usual("Accept-Encoding");
    public static final FieldName ACCEPT_LANGUAGE = usual("Accept-Language");
    public static final FieldName ACCESS_CONTROL_REQUEST_HEADERS = usual("Access-Control-Request-Headers");
    public static final FieldName ACCESS_CONTROL_REQUEST_METHOD = usual("Access-Control-Request-Method");
    public static final FieldName AUTHORIZATION = usual("Authorization");
    public static final FieldName CACHE_CONTROL = usual("Cache-Control");
    public static final FieldName CONNECTION = usual("Connection");
    public static final FieldName CONTENT_ENCODING = usual("Content-Encoding");
    public static final FieldName CONTENT_LENGTH = usual("Content-Length");
    public static final FieldName CONTENT_TYPE = usual("Content-Type");
    public static final FieldName DATE = usual("Date");
    public static final FieldName DPOP = usual("DPoP");
    public static final FieldName EXPECT = usual("Expect");
    public static final FieldName FORWARDED = usual("Forwarded");
    public static final FieldName HOST = usual("Host");
    public static final FieldName IF_NONE_MATCH = usual("If-None-Match");
    public static final FieldName KEEP_ALIVE = usual("Keep-Alive");
    public static final FieldName LAST_EVENT_ID = usual("Last-Event-ID");
    public static final FieldName LOCATION = usual("Location");
    public static final FieldName MCP_METHOD = usual("Mcp-Method");
    public static final FieldName MCP_NAME = usual("Mcp-Name");
    public static final FieldName MCP_PROTOCOL_VERSION = usual("MCP-Protocol-Version");
    public static final FieldName MCP_SESSION_ID = usual("Mcp-Session-Id");
    public static final FieldName ORIGIN = usual("Origin");
    public static final FieldName SEC_FETCH_MODE = usual("Sec-Fetch-Mode");
    public static final FieldName SERVER = usual("Server");
    public static final FieldName TRACEPARENT = usual("traceparent");
    public static final FieldName TRANSFER_ENCODING = usual("Transfer-Encoding");
    public static final FieldName UPGRADE = usual("Upgrade");
    public static final FieldName USER_AGENT = usual("User-Agent");
    public static final FieldName VARY = usual("Vary");
    public static final FieldName VIA = usual("Via");
    public static final FieldName X_ACCEL_BUFFERING = usual("X-Accel-Buffering");
    public static final FieldName X_AUTH_CLIENT_ID = usual("X-Auth-Client-Id");
    public static final FieldName X_AUTH_ISSUER = usual("X-Auth-Issuer");
    public static final FieldName X_AUTH_SCOPES = usual("X-Auth-Scopes");
    public static final FieldName X_AUTH_SUBJECT = usual("X-Auth-Subject");
    public static final FieldName X_FORWARDED_FOR = usual("X-Forwarded-For");
    public static final FieldName X_FORWARDED_HOST = usual("X-Forwarded-Host");
    public static final FieldName X_FORWARDED_PROTO = usual("X-Forwarded-Proto");
    public static final FieldName X_REQUEST_ID = usual("X-Request-Id");

    private static FieldName usual(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        FieldName made = new FieldName(name, key, nextBit);
        nextBit <<= 1;
        USUAL.put(key, new FieldName(key, key, made.bit));
        USUAL.put(name, made);
        return made;
    }

    public static FieldName of(String spelling) {
        FieldName usual = USUAL.get(spelling);
        return usual == null ? of(spelling, spelling.toLowerCase(Locale.ROOT)) : usual;
    }

    private static FieldName of(String spelling, String key) {
        FieldName usual = USUAL.get(key);
        return usual == null ? new FieldName(spelling, key, 0) : new FieldName(spelling, usual.key, usual.bit);
    }

    /// Whether both are the same name, whatever their spelling.
    public boolean is(FieldName other) {
        return bit == 0 ? key.equals(other.key) : bit == other.bit;
    }
}
