package dev.postern.config;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Redis or Valkey server by which replicas share rate limits.
///
/// @param tls whether it is talked to by TLS
/// @param host its name, or its address in numbers
/// @param user as whom, empty for the server's default user
/// @param password null where it asks for none
/// @param database the number of the database there
/// @param prefix what the names of our keys begin with
/// @param authorities whom its certificate may come from, besides the well-known ones
public record RateStoreConfig(
        boolean tls,
        String host,
        int port,
        String user,
        @Nullable Password password,
        int database,
        String prefix,
        List<X509Certificate> authorities) {

    /// A password, never printed.
    public record Password(String value) {
        public Password {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("a password is not empty");
            }
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    public RateStoreConfig {
        authorities = List.copyOf(authorities);
    }

    /// Where it is, without who we are.
    public String place() {
        return "%s://%s:%d/%d".formatted(tls ? "rediss" : "redis", host, port, database);
    }
}
