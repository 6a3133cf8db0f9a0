package dev.postern.config;

import dev.postern.config.ClientAuthentication.PrivateKeyJwt;
import dev.postern.config.ClientAuthentication.SecretBasic;
import dev.postern.config.ClientAuthentication.SecretPost;
import dev.postern.oauth.ClientSecret;
import java.util.Optional;

/// Reads by what we show an issuer that we are its client: a secret or a key, from a file, never from a flag.
final class ClientAuthenticationReader {
    private final Values values;
    private final TextFiles files;
    private final ClientOptions options;

    ClientAuthenticationReader(Values values, TextFiles files, ClientOptions options) {
        this.values = values;
        this.files = files;
        this.options = options;
    }

    boolean isGiven() {
        return values.isGiven(options.secret())
                || values.isGiven(options.secretFile())
                || values.isGiven(options.keyFile());
    }

    /// Empty where it is missing or cannot be read, of which a problem tells.
    Optional<ClientAuthentication> read() {
        Optional<ClientSecret> secret = secret();
        Optional<SigningKey> key = values.optional(options.keyFile(), this::parseKeyFile);
        String method = options.method().flag();
        return switch (values.oneOf(options.method(), ClientMethod.class)) {
            case CLIENT_SECRET_BASIC ->
                needs(secret, options.secretFile(), options.keyFile()).map(SecretBasic::new);
            case CLIENT_SECRET_POST ->
                needs(secret, options.secretFile(), options.keyFile()).map(SecretPost::new);
            case PRIVATE_KEY_JWT -> {
                if (values.isGiven(options.secret())) {
                    values.problem("%s is a secret, which %s private_key_jwt does not send."
                            .formatted(options.secret().optionName(), method));
                }
                yield needs(key, options.keyFile(), options.secretFile()).map(this::assertion);
            }
        };
    }

    private ClientAuthentication assertion(SigningKey key) {
        String id = values.optional(options.keyId(), Parsed.Value::new).orElse(key.id());
        return new PrivateKeyJwt(id, key.algorithm(), key.key());
    }

    private <T> Optional<T> needs(Optional<T> found, Option needed, Option other) {
        boolean named = values.isGiven(needed) || (needed == options.secretFile() && values.isGiven(options.secret()));
        if (!named) {
            values.problem("%s needs both %s and %s."
                    .formatted(options.purpose(), options.clientId().flag(), needed.flag()));
        }
        if (values.isGiven(other)) {
            values.problem("%s is of no use with this %s; expected one or the other."
                    .formatted(other.flag(), options.method().flag()));
        }
        return found;
    }

    private Optional<ClientSecret> secret() {
        Optional<ClientSecret> fromFile = values.optional(options.secretFile(), this::parseSecretFile);
        Optional<ClientSecret> direct =
                values.optional(options.secret(), text -> new Parsed.Value<>(new ClientSecret(text)));
        if (values.isGiven(options.secretFile()) && values.isGiven(options.secret())) {
            values.problem("The client's secret is given twice, by %s and by itself; expected it once."
                    .formatted(options.secretFile().flag()));
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
