package dev.postern.oscal.transport;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// Only requests to this machine by its own names, and from pages of it: what a browser is led to by a changed name of
/// some other host is refused.
final class LoopbackRule {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private LoopbackRule() {}

    static boolean hostIsOurs(HeaderMap fields) {
        HeaderValues hosts = fields.get(Headers.HOST);
        return hosts != null && hosts.size() == 1 && isLoopback("http://" + hosts.getFirst());
    }

    static boolean originIsOurs(HeaderMap fields) {
        HeaderValues origins = fields.get(Headers.ORIGIN);
        return origins == null || (origins.size() == 1 && isLoopback(origins.getFirst()));
    }

    private static boolean isLoopback(String url) {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            return host != null && uri.getRawUserInfo() == null && HOSTS.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }
}
