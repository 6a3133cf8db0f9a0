package dev.postern.gateway;

import java.util.concurrent.ThreadLocalRandom;

/// Names a request in our log and the upstream's. Unique, not secret.
final class RequestId {
    private RequestId() {}

    /// 32 hexadecimal digits.
    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
