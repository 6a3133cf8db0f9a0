package dev.postern.config;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/// Where syslog messages go.
///
/// @param transport how
/// @param host to which host
/// @param port to which port
/// @param authorities whose certificates the receiver may show, besides the well-known ones
public record SyslogReceiver(Transport transport, String host, int port, List<X509Certificate> authorities) {

    /// By which protocol, and at which port where none is named (RFC 5426, 6587, 5425).
    public enum Transport {
        UDP(514),
        TCP(601),
        TLS(6514);

        private final int usualPort;

        Transport(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    static Parsed<SyslogReceiver> parse(String text, List<X509Certificate> authorities) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException _) {
            return new Parsed.Fault<>("is no URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        for (Transport transport : Transport.values()) {
            if (!transport.name().toLowerCase(Locale.ROOT).equals(scheme)) {
                continue;
            }
            if (uri.getHost() == null || !path.replace("/", "").isEmpty() || uri.getRawQuery() != null) {
                return new Parsed.Fault<>("is not a scheme, a host and a port");
            }
            int port = uri.getPort() < 0 ? transport.usualPort : uri.getPort();
            return new Parsed.Value<>(new SyslogReceiver(transport, uri.getHost(), port, authorities));
        }
        return new Parsed.Fault<>("has none of the schemes udp, tcp and tls");
    }
}
