package dev.postern.gateway;

import dev.postern.config.ClaimHeader;
import dev.postern.oauth.Identity;
import dev.postern.relay.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields that tell the upstream claims of a token, which are nobody's to send but ours.
final class ClaimFields {
    private final Map<String, ClaimHeader> byName = new LinkedHashMap<>();

    ClaimFields(List<ClaimHeader> headers) {
        for (ClaimHeader header : headers) {
            byName.put(header.key(), header);
        }
    }

    /// Whether a client's field of this name, or one that CGI and WSGI servers take for it, must not pass.
    ///
    /// @param name in lower case
    boolean owns(String name) {
        return !byName.isEmpty() && byName.containsKey(name.indexOf('_') < 0 ? name : name.replace('_', '-'));
    }

    /// Adds a field for each claim that can be told; a claim that is not there has none.
    void add(List<Fields.Field> lines, Identity identity) {
        for (ClaimHeader header : byName.values()) {
            header.claim()
                    .in(identity.claims())
                    .flatMap(ClaimFields::text)
                    .ifPresent(text -> lines.add(new Fields.Field(header.name(), text)));
        }
    }

    /// Empty for what is no text, number, truth value or list of such, and for a list of nothing.
    private static Optional<String> text(Object value) {
        if (!(value instanceof List<?> list)) {
            return scalar(value);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            Optional<String> text = scalar(element);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", texts));
    }

    /// A text of the claim with a comma in it must not look like two.
    private static Optional<String> scalar(Object value) {
        return switch (value) {
            case String text -> Optional.of(FieldText.ofElement(text));
            case BigDecimal number -> Optional.of(number.toPlainString());
            case Boolean truth -> Optional.of(truth.toString());
            default -> Optional.empty();
        };
    }
}
