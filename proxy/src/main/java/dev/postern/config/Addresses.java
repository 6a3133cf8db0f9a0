package dev.postern.config;

import java.net.InetSocketAddress;

/// Reads and writes `host:port`, `:port` and `[::1]:port`.
public final class Addresses {
    private Addresses() {}

    static Parsed<InetSocketAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new Parsed.Fault<>("has no port");
        }
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            return new Parsed.Fault<>("has no port from 0 to 65535 after its last colon");
        }
        return at(text.substring(0, colon), Integer.parseInt(port));
    }

    private static Parsed<InetSocketAddress> at(String host, int port) {
        if (host.isEmpty()) {
            return new Parsed.Value<>(new InetSocketAddress(port));
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.contains(":") && !bracketed) {
            return new Parsed.Fault<>("has an IPv6 address without brackets around it");
        }
        if (!host.matches("[A-Za-z0-9._%-]+") && !bracketed) {
            return new Parsed.Fault<>("has no host name or address before the port");
        }
        InetSocketAddress address =
                new InetSocketAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
        return address.isUnresolved()
                ? new Parsed.Fault<>("has a host that this machine cannot resolve")
                : new Parsed.Value<>(address);
    }

    /// The address as it stands in a URL.
    public static String print(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
