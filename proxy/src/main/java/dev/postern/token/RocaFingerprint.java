package dev.postern.token;

import java.math.BigInteger;

/// Recognises RSA moduli from the library whose keys can be factored (CVE-2017-15361): modulo each small prime they are
/// a power of 65537, which of honest moduli about one in 2^27 is.
final class RocaFingerprint {
    private static final BigInteger GENERATOR = BigInteger.valueOf(65537);
    private static final int[] PRIMES = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167
    };

    private RocaFingerprint() {}

    static boolean matches(BigInteger modulus) {
        for (int prime : PRIMES) {
            if (!isPowerOfGenerator(modulus.mod(BigInteger.valueOf(prime)), prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPowerOfGenerator(BigInteger remainder, int prime) {
        BigInteger modulus = BigInteger.valueOf(prime);
        BigInteger power = BigInteger.ONE;
        for (int exponent = 0; exponent < prime; exponent++) {
            if (power.equals(remainder)) {
                return true;
            }
            power = power.multiply(GENERATOR).mod(modulus);
        }
        return false;
    }
}
