package dev.postern.policy;

import java.net.InetAddress;
import java.util.Arrays;

/// Who counts as one client address.
public final class Network {
    private static final int BYTES = 8;

    private Network() {}

    /// The address itself, or the /64 it is in, which is the least of IPv6 that one household gets.
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        return Arrays.toString(Arrays.copyOf(InetAddress.ofLiteral(address).getAddress(), BYTES));
    }
}
