package dev.postern.gateway;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names a request in our log and the upstream's. Unique, not secret.
final class RequestId {
    private static final HexFormat HEX = HexFormat.of();

    private RequestId() {}

    /// 32 hexadecimal digits.
    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
