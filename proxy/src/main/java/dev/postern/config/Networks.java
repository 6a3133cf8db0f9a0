package dev.postern.config;

import java.net.InetAddress;

/// Reads networks in CIDR notation, without asking the DNS.
final class Networks {
    private Networks() {}

    static Parsed<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network;
        try {
            network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        } catch (IllegalArgumentException _) {
            return new Parsed.Fault<>("does not begin with an IP address");
        }
        int bits = network.getAddress().length * 8;
        String prefix = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
            return new Parsed.Fault<>("has no prefix length from 0 to " + bits + " after the slash");
        }
        return new Parsed.Value<>(new Cidr(network, Integer.parseInt(prefix)));
    }
}
