package dev.postern.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads where rate limits are shared, and by which password.
final class RateStoreReader {
    private static final Option URL = Option.RATE_LIMIT_STORE;
    private static final Option PASSWORD = Option.RATE_LIMIT_STORE_PASSWORD;
    private static final Option PASSWORD_FILE = Option.RATE_LIMIT_STORE_PASSWORD_FILE;
    private static final Option CA_FILE = Option.RATE_LIMIT_STORE_CA_FILE;
    private static final Option PREFIX = Option.RATE_LIMIT_STORE_PREFIX;
    private static final int USUAL_PORT = 6379;
    private static final String WRITTEN_SO = "is not written like redis://host:6379/0";

    private final Values values;
    private final TextFiles files;

    RateStoreReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    /// Empty where there is none, or where it cannot be read, of which a problem tells.
    Optional<RateStoreConfig> read() {
        RateStoreConfig.Password password = password();
        List<X509Certificate> authorities = values.one(CA_FILE, this::parseAuthorities, List.of());
        String prefix = values.one(PREFIX, RateStoreReader::parsePrefix, "");
        if (!values.isGiven(URL)) {
            nameUseless();
            return Optional.empty();
        }
        return url().map(url -> new RateStoreConfig(
                isTls(url),
                url.getHost().replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? USUAL_PORT : url.getPort(),
                url.getUserInfo() == null ? "" : url.getUserInfo(),
                password,
                database(url),
                prefix,
                authorities));
    }

    private void nameUseless() {
        for (Option option : List.of(PASSWORD, PASSWORD_FILE, CA_FILE)) {
            if (values.isGiven(option)) {
                values.problem("%s is of no use without %s; expected for example %s."
                        .formatted(option.optionName(), URL.flag(), URL.example()));
            }
        }
    }

    /// A password in the URL is not repeated in the sentence about it.
    private Optional<URI> url() {
        Optional<String> text = values.optional(URL, Parsed.Value::new);
        if (text.isPresent() && text.get().matches("[^/]*//[^/@]*:[^@]*@.*")) {
            values.problem(
                    "%s has a password in it, where others can read it; expected %s, and the user alone in the URL."
                            .formatted(URL.flag(), PASSWORD_FILE.flag()));
            return Optional.empty();
        }
        return values.optional(URL, RateStoreReader::parse);
    }

    private static Parsed<URI> parse(String text) {
        try {
            URI url = new URI(text);
            boolean known = isTls(url) || "redis".equals(url.getScheme());
            String path = url.getRawPath();
            boolean plain = url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getHost() != null
                    && url.getPort() != 0
                    && url.getPort() <= 65535
                    && path.matches("/?|/[0-9]{1,4}");
            return known && plain ? new Parsed.Value<>(url) : new Parsed.Fault<>(WRITTEN_SO);
        } catch (URISyntaxException _) {
            return new Parsed.Fault<>(WRITTEN_SO);
        }
    }

    private static boolean isTls(URI url) {
        return "rediss".equals(url.getScheme());
    }

    private static int database(URI url) {
        String number = url.getRawPath().replace("/", "");
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }

    private static Parsed<String> parsePrefix(String text) {
        return text.matches("[A-Za-z0-9:._-]{1,64}")
                ? new Parsed.Value<>(text)
                : new Parsed.Fault<>("has other characters than letters, digits and : . _ -, or more than 64");
    }

    private RateStoreConfig.@Nullable Password password() {
        Optional<RateStoreConfig.Password> fromFile = values.optional(PASSWORD_FILE, this::parsePasswordFile);
        Optional<RateStoreConfig.Password> direct =
                values.optional(PASSWORD, text -> new Parsed.Value<>(new RateStoreConfig.Password(text)));
        if (values.isGiven(PASSWORD) && values.isGiven(PASSWORD_FILE)) {
            values.problem("The store's password is given twice, by %s and by itself; expected it once."
                    .formatted(PASSWORD_FILE.flag()));
        }
        return fromFile.or(() -> direct).orElse(null);
    }

    private Parsed<RateStoreConfig.Password> parsePasswordFile(String file) {
        return files.read(file)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.lines().count() == 1)
                .map(RateStoreConfig.Password::new)
                .<Parsed<RateStoreConfig.Password>>map(Parsed.Value::new)
                .orElseGet(() -> new Parsed.Fault<>("cannot be read, or has no password on its one line"));
    }

    private Parsed<List<X509Certificate>> parseAuthorities(String file) {
        return files.read(file).map(Authorities::parse).orElseGet(() -> new Parsed.Fault<>("cannot be read"));
    }
}
