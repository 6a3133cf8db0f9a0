package dev.postern.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where strangers may send us: to `https` on the internet, and nowhere inside.
final class GuardedAddresses {
    private final boolean insecureLocal;

    /// @param insecureLocal whether this machine itself will do, and `http` there
    GuardedAddresses(boolean insecureLocal) {
        this.insecureLocal = insecureLocal;
    }

    /// Why the address is refused as it is written, empty where it is not.
    Optional<String> objection(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || (insecureLocal && scheme.equals("http")))) {
            return Optional.of("it is not an https URL with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("it has a user or a fragment");
        }
        // a URI may hold other characters, which a request line may not
        return uri.toString().chars().allMatch(c -> c > 0x20 && c < 0x7f)
                ? Optional.empty()
                : Optional.of("it has characters that are not visible ASCII");
    }

    /// Why its host is not called, by all the addresses it has.
    Optional<String> objection(URI uri, List<InetAddress> addresses) {
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        for (InetAddress address : addresses) {
            Reach reach = Reach.of(address);
            boolean good = reach == Reach.PUBLIC ? https : insecureLocal && reach == Reach.LOOPBACK;
            if (!good) {
                return Optional.of("its host is " + reach.where());
            }
        }
        return Optional.empty();
    }
}
