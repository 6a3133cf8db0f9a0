package dev.postern.authserver.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sentences on the pages, all in one file.
public final class Texts {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    private final Properties sentences = new Properties();

    public Texts() {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(
                        Texts.class.getResourceAsStream("/dev/postern/authserver/pages/texts.properties")),
                StandardCharsets.UTF_8)) {
            sentences.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("our own texts cannot be read", e);
        }
    }

    /// The sentence, with its names replaced; not escaped.
    ///
    /// @throws IllegalArgumentException where there is no such sentence, or a name stands for nothing
    public String text(String key, Map<String, ?> values) {
        String sentence = sentences.getProperty(key);
        if (sentence == null) {
            throw new IllegalArgumentException("there is no text " + key);
        }
        Matcher matcher = NAME.matcher(sentence);
        return matcher.replaceAll(found -> {
            Object value = values.get(found.group(1));
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException("the text " + key + " needs " + found.group(1));
            }
            return Matcher.quoteReplacement(text);
        });
    }

    public boolean has(String key) {
        return sentences.containsKey(key);
    }
}
