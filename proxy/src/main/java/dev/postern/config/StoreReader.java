package dev.postern.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads where the authorization server keeps its data.
final class StoreReader {
    private static final String SCHEME = "postgresql://";
    private static final Pattern CREDENTIALS = Pattern.compile("[?&](user|password)=");
    private static final Pattern SSL = Pattern.compile("[?&](sslmode|sslfactory|ssl)=");
    private static final Pattern HERE = Pattern.compile("(localhost|127(\\.[0-9]+){3}|\\[::1])(:[0-9]+)?");

    private final Values values;
    private final TextFiles files;

    StoreReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    /// Empty where no place is named, or it cannot be read, of which a problem tells.
    Optional<StoreConfig> read() {
        boolean folder = values.isGiven(Option.DATA_DIR);
        boolean database = values.isGiven(Option.STORE_URL);
        Optional<SealKeys> keys = values.optional(Option.STORE_KEY_FILE, this::parseKeys);
        if (database) {
            return postgres(keys);
        }
        requireNothingOfADatabase(folder);
        if (values.isGiven(Option.STORE_KEY_FILE) && keys.isEmpty()) {
            return Optional.empty();
        }
        return values.optional(Option.DATA_DIR, StoreReader::parsePath)
                .map(path -> new StoreConfig.Embedded(path, keys.orElse(null)));
    }

    private Optional<StoreConfig> postgres(Optional<SealKeys> keys) {
        Optional<String> url = values.optional(Option.STORE_URL, StoreReader::parseUrl);
        Optional<String> user = values.optional(Option.STORE_USER, Parsed.Value::new);
        Optional<StorePassword> password = values.optional(Option.STORE_PASSWORD_FILE, this::parsePassword);
        boolean passwordIsRight = password.isPresent() || !values.isGiven(Option.STORE_PASSWORD_FILE);
        for (Option needed : List.of(Option.STORE_USER, Option.STORE_KEY_FILE)) {
            if (!values.isGiven(needed)) {
                values.problem("%s needs %s; expected for example %s."
                        .formatted(Option.STORE_URL.flag(), needed.flag(), needed.example()));
            }
        }
        if (url.isEmpty() || user.isEmpty() || keys.isEmpty() || !passwordIsRight) {
            return Optional.empty();
        }
        return Optional.of(new StoreConfig.Postgres(
                url.get(),
                needsProvenServer(url.get()),
                user.get(),
                password.orElseGet(() -> new StorePassword("")),
                keys.get()));
    }

    private void requireNothingOfADatabase(boolean folder) {
        for (Option option : List.of(Option.STORE_USER, Option.STORE_PASSWORD_FILE)) {
            if (values.isGiven(option)) {
                values.problem("%s means nothing without %s; expected both or none."
                        .formatted(option.flag(), Option.STORE_URL.flag()));
            }
        }
        if (values.isGiven(Option.STORE_KEY_FILE) && !folder) {
            values.problem("%s means nothing without %s or %s."
                    .formatted(Option.STORE_KEY_FILE.flag(), Option.DATA_DIR.flag(), Option.STORE_URL.flag()));
        }
    }

    private static boolean needsProvenServer(String url) {
        String rest = url.substring(url.indexOf("//") + 2);
        String hosts = rest.substring(0, rest.indexOf('/'));
        boolean here = List.of(hosts.split(",", -1)).stream()
                .allMatch(host -> HERE.matcher(host).matches());
        return !here && !SSL.matcher(url).find();
    }

    private static Parsed<String> parseUrl(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        if (!plain.startsWith(SCHEME)) {
            return new Parsed.Fault<>("does not begin with " + SCHEME);
        }
        String rest = plain.substring(SCHEME.length());
        int path = rest.indexOf('/');
        if (rest.contains("@") || CREDENTIALS.matcher(rest).find()) {
            return new Parsed.Fault<>("has a user or a password in it, which belong into %s and %s"
                    .formatted(Option.STORE_USER.flag(), Option.STORE_PASSWORD_FILE.flag()));
        }
        if (path < 1 || !rest.substring(path + 1).matches("[^/?#]+(\\?.*)?")) {
            return new Parsed.Fault<>("does not name a host and a database");
        }
        return hostsAreRight(rest.substring(0, path))
                ? new Parsed.Value<>("jdbc:" + plain)
                : new Parsed.Fault<>("names a host that is none");
    }

    private static boolean hostsAreRight(String hosts) {
        for (String host : hosts.split(",", -1)) {
            try {
                if (new URI(SCHEME + host).getHost() == null) {
                    return false;
                }
            } catch (URISyntaxException _) {
                return false;
            }
        }
        return true;
    }

    private static Parsed<Path> parsePath(String text) {
        try {
            // The database's own URL takes a semicolon for its end.
            return text.contains(";") ? new Parsed.Fault<>("has a semicolon in it") : new Parsed.Value<>(Path.of(text));
        } catch (InvalidPathException _) {
            return new Parsed.Fault<>("is not a path");
        }
    }

    private Parsed<StorePassword> parsePassword(String file) {
        return files.read(file)
                .map(String::stripTrailing)
                .filter(text -> !text.isEmpty() && text.lines().count() == 1)
                .map(StorePassword::new)
                .<Parsed<StorePassword>>map(Parsed.Value::new)
                .orElseGet(() -> new Parsed.Fault<>("cannot be read, or has no password on its one line"));
    }

    private Parsed<SealKeys> parseKeys(String file) {
        try {
            return files.read(file)
                    .map(SealKeys::parse)
                    .<Parsed<SealKeys>>map(Parsed.Value::new)
                    .orElseGet(() -> new Parsed.Fault<>("cannot be read"));
        } catch (IllegalArgumentException _) {
            return new Parsed.Fault<>("has no key of 32 bytes in base64 on each line");
        }
    }
}
