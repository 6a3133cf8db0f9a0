package dev.postern.config;

import dev.postern.config.ClientAuthentication.PrivateKeyJwt;
import dev.postern.config.ClientAuthentication.SecretBasic;
import dev.postern.config.ClientAuthentication.SecretPost;
import dev.postern.oauth.ClientSecret;
import java.util.Optional;

/// Reads by what we show an issuer that we are its client: a secret or a key, from a file, never from a flag.
final class ClientAuthenticationReader {
    private static final Option METHOD = Option.AUTH_INTROSPECTION_CLIENT_AUTHENTICATION;
    private static final Option SECRET = Option.AUTH_INTROSPECTION_CLIENT_SECRET;
    private static final Option SECRET_FILE = Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE;
    private static final Option KEY_FILE = Option.AUTH_INTROSPECTION_KEY_FILE;
    private static final Option KEY_ID = Option.AUTH_INTROSPECTION_KEY_ID;

    private final Values values;
    private final TextFiles files;

    ClientAuthenticationReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    boolean isGiven() {
        return values.isGiven(SECRET) || values.isGiven(SECRET_FILE) || values.isGiven(KEY_FILE);
    }

    /// Empty where it is missing or cannot be read, of which a problem tells.
    Optional<ClientAuthentication> read() {
        Optional<ClientSecret> secret = secret();
        Optional<SigningKey> key = values.optional(KEY_FILE, this::parseKeyFile);
        String method = METHOD.flag();
        return switch (values.oneOf(METHOD, ClientMethod.class)) {
            case CLIENT_SECRET_BASIC -> needs(secret, SECRET_FILE, KEY_FILE).map(SecretBasic::new);
            case CLIENT_SECRET_POST -> needs(secret, SECRET_FILE, KEY_FILE).map(SecretPost::new);
            case PRIVATE_KEY_JWT -> {
                if (values.isGiven(SECRET)) {
                    values.problem("%s is a secret, which %s private_key_jwt does not send."
                            .formatted(SECRET.optionName(), method));
                }
                yield needs(key, KEY_FILE, SECRET_FILE).map(this::assertion);
            }
        };
    }

    private ClientAuthentication assertion(SigningKey key) {
        String id = values.optional(KEY_ID, Parsed.Value::new).orElse(key.id());
        return new PrivateKeyJwt(id, key.algorithm(), key.key());
    }

    private <T> Optional<T> needs(Optional<T> found, Option needed, Option other) {
        boolean named = values.isGiven(needed) || (needed == SECRET_FILE && values.isGiven(SECRET));
        if (!named) {
            values.problem("Introspection needs both %s and %s."
                    .formatted(Option.AUTH_INTROSPECTION_CLIENT_ID.flag(), needed.flag()));
        }
        if (values.isGiven(other)) {
            values.problem(
                    "%s is of no use with this %s; expected one or the other.".formatted(other.flag(), METHOD.flag()));
        }
        return found;
    }

    private Optional<ClientSecret> secret() {
        Optional<ClientSecret> fromFile = values.optional(SECRET_FILE, this::parseSecretFile);
        Optional<ClientSecret> direct = values.optional(SECRET, text -> new Parsed.Value<>(new ClientSecret(text)));
        if (values.isGiven(SECRET_FILE) && values.isGiven(SECRET)) {
            values.problem("The client's secret is given twice, by %s and by itself; expected it once."
                    .formatted(SECRET_FILE.flag()));
        }
        return fromFile.or(() -> direct);
    }

    private Parsed<SigningKey> parseKeyFile(String file) {
        return files.read(file).map(SigningKey::parse).orElseGet(() -> new Parsed.Fault<>("cannot be read"));
    }

    private Parsed<ClientSecret> parseSecretFile(String file) {
        return files.read(file)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.lines().count() == 1)
                .map(ClientSecret::new)
                .<Parsed<ClientSecret>>map(Parsed.Value::new)
                .orElseGet(() -> new Parsed.Fault<>("cannot be read, or has no secret on its one line"));
    }
}
