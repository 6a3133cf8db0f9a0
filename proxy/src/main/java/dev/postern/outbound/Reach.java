package dev.postern.outbound;

import java.net.InetAddress;
import java.util.List;

/// How far inside an address is, the furthest last: whom it may reach says who may be sent there (RFC 6890).
public enum Reach {
    PUBLIC("on the internet"),
    PRIVATE("of a private network"),
    LOOPBACK("of this machine"),
    NEVER("for special use");

    /// Networks of IPv4 that belong to no host of the internet: protocol assignments, documentation, 6to4 relays,
    /// benchmarks.
    private static final List<Prefix> SPECIAL_4 = List.of(
            new Prefix(24, 192, 0, 0),
            new Prefix(24, 192, 0, 2),
            new Prefix(24, 192, 88, 99),
            new Prefix(15, 198, 18),
            new Prefix(24, 198, 51, 100),
            new Prefix(24, 203, 0, 113));

    /// Networks inside 2000::/3 that do: protocol assignments (Teredo with it), documentation, and 6to4, which has an
    /// IPv4 address hidden in it.
    private static final List<Prefix> SPECIAL_6 = List.of(
            new Prefix(23, 0x20, 0x01, 0x00),
            new Prefix(32, 0x20, 0x01, 0x0d, 0xb8),
            new Prefix(16, 0x20, 0x02),
            new Prefix(20, 0x3f, 0xff, 0x00));

    private final String where;

    Reach(String where) {
        this.where = where;
    }

    /// For a sentence.
    public String where() {
        return where;
    }

    public static Reach of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        boolean four = bytes.length == 4;
        if (address.isSiteLocalAddress()
                || (four && first == 100 && (bytes[1] & 0xc0) == 64)
                || (!four && (first & 0xfe) == 0xfc)) {
            return PRIVATE;
        }
        boolean special = address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || (four && (first == 0 || first >= 240))
                // Only 2000::/3 is in use for hosts; the rest has IPv4 addresses hidden in it (RFC 6052).
                || (!four && (first & 0xe0) != 0x20)
                || (four ? SPECIAL_4 : SPECIAL_6).stream().anyMatch(network -> network.covers(bytes));
        return special ? NEVER : PUBLIC;
    }

    private record Prefix(int bits, List<Integer> bytes) {
        Prefix(int bits, Integer... bytes) {
            this(bits, List.of(bytes));
        }

        boolean covers(byte[] address) {
            for (int at = 0; at < bytes.size(); at++) {
                int left = Math.clamp(bits - 8L * at, 0, 8);
                int mask = (0xff00 >> left) & 0xff;
                if ((address[at] & mask) != (bytes.get(at) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
