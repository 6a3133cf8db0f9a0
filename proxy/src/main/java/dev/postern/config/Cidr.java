package dev.postern.config;

import java.net.InetAddress;

/// A network in CIDR notation, e.g. `10.0.0.0/8` or `fd00::/8`; a lone address is a network of one.
///
/// @param network its first address
/// @param prefixLength bits that must agree
public record Cidr(InetAddress network, int prefixLength) {
    public Cidr {
        if (prefixLength < 0 || prefixLength > network.getAddress().length * 8) {
            throw new IllegalArgumentException("the prefix length does not fit the address");
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
