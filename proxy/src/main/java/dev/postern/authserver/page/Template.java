package dev.postern.authserver.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file with places: `{{name}}` for a value, `{{t:key}}` for a text. Everything is escaped but [Html].
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(t:)?([a-z.]+)}}");

    private final String source;
    private final Texts texts;

    Template(String file, Texts texts) {
        source = read(file);
        this.texts = texts;
    }

    static String read(String file) {
        try (InputStream in =
                Objects.requireNonNull(Template.class.getResourceAsStream("/dev/postern/authserver/pages/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("our own page cannot be read: " + file, e);
        }
    }

    /// @throws IllegalArgumentException where a place has no value
    Html render(Map<String, ?> values) {
        Matcher matcher = PLACE.matcher(source);
        return new Html(
                matcher.replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), place.group(2), values))));
    }

    private String value(@Nullable String kind, String name, Map<String, ?> values) {
        if (kind != null) {
            return Html.escape(texts.text(name, values));
        }
        return switch (values.get(name)) {
            case Html html -> html.markup();
            case String text -> Html.escape(text);
            case null, default -> throw new IllegalArgumentException("nothing is there for " + name);
        };
    }
}
