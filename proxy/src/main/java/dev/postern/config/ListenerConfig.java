package dev.postern.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// The public listener.
///
/// @param address where it listens; port 0 picks a free one
/// @param allowedOrigins browser origins let in, besides requests without `Origin`
/// @param trustedProxies networks whose `X-Forwarded-*` and `Forwarded` are believed
/// @param certificateHeader in which field those pass on the client certificate
/// @param drainTimeout how long a stop waits for requests in flight
/// @param limits how much clients may take at once
public record ListenerConfig(
        InetSocketAddress address,
        List<String> allowedOrigins,
        List<Cidr> trustedProxies,
        ClientCertificateHeader certificateHeader,
        Duration drainTimeout,
        ClientLimits limits) {
    public ListenerConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /// A listener that is passed no client certificates.
    public ListenerConfig(
            InetSocketAddress address,
            List<String> allowedOrigins,
            List<Cidr> trustedProxies,
            Duration drainTimeout,
            ClientLimits limits) {
        this(address, allowedOrigins, trustedProxies, ClientCertificateHeader.NONE, drainTimeout, limits);
    }
}
