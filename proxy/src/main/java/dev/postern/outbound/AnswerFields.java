package dev.postern.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The header fields of an answer.
///
/// @param values by their names in lower case
public record AnswerFields(Map<String, List<String>> values) {
    public AnswerFields {
        values = Map.copyOf(values);
    }

    static AnswerFields of(List<String> lines) throws MalformedAnswer {
        Map<String, List<String>> values = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw new MalformedAnswer("a header line that is none");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            values.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new AnswerFields(values);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// The value, where the field is there exactly once.
    public Optional<String> one(String name) {
        return all(name).size() == 1 ? Optional.of(all(name).getFirst()) : Optional.empty();
    }

    /// How long `Cache-Control` lets the answer be kept from now on: zero where it forbids it, empty where it does not
    /// say.
    public Optional<Duration> freshFor() {
        Duration age = one("age")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
        return CacheControl.maxAge(all("cache-control"))
                .map(maxAge -> maxAge.compareTo(age) > 0 ? maxAge.minus(age) : Duration.ZERO);
    }
}
