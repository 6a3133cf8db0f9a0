package dev.postern.oscal.download;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The proxy that the surroundings name for HTTPS, as other programs read it.
public final class ForwardProxy {
    private ForwardProxy() {}

    /// Empty where none is named, or not in a way that is understood.
    public static Optional<ProxySelector> in(Map<String, String> environment) {
        String named = environment.getOrDefault("HTTPS_PROXY", environment.getOrDefault("https_proxy", ""));
        if (named.isBlank()) {
            return Optional.empty();
        }
        try {
            URI proxy = URI.create(named.contains("://") ? named : "http://" + named);
            return proxy.getHost() == null || proxy.getPort() < 0
                    ? Optional.empty()
                    : Optional.of(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
