package dev.postern.gateway;

import dev.postern.config.Cidr;
import java.net.InetAddress;
import java.util.List;

/// The proxies whose word about a client is believed.
///
/// @param networks where they are
record TrustedProxies(List<Cidr> networks) {
    TrustedProxies {
        networks = List.copyOf(networks);
    }

    boolean contain(InetAddress address) {
        for (Cidr network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
