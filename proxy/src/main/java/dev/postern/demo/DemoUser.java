package dev.postern.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// A client of the development issuer, with a secret made for this run.
public record DemoUser(String name, String secret) {

    static DemoUser named(String name, SecureRandom random) {
        byte[] secret = new byte[18];
        random.nextBytes(secret);
        return new DemoUser(name, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    boolean hasSecret(String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return name;
    }
}
