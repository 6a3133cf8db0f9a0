package dev.postern.oauth;

import dev.postern.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where something stands in a token's claims: `realm_access.roles` is the member `roles` of the claim `realm_access`.
///
/// @param names of the members on the way, the claim's first
public record ClaimPath(List<String> names) {
    public ClaimPath {
        names = List.copyOf(names);
        if (names.isEmpty() || names.contains("")) {
            throw new IllegalArgumentException("a path of claims has a name at each step");
        }
    }

    /// Reads names with dots between them; a dot, or a backslash, that is part of a name has a backslash in front of
    /// it.
    /// Empty where a name is empty or a backslash stands before anything else.
    public static Optional<ClaimPath> read(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else if (c != '\\') {
                name.append(c);
            } else if (i + 1 < text.length() && ".\\".indexOf(text.charAt(i + 1)) >= 0) {
                i++;
                name.append(text.charAt(i));
            } else {
                return Optional.empty();
            }
        }
        names.add(name.toString());
        return names.contains("") ? Optional.empty() : Optional.of(new ClaimPath(names));
    }

    @Override
    public String toString() {
        List<String> escaped = new ArrayList<>();
        for (String name : names) {
            escaped.add(name.replace("\\", "\\\\").replace(".", "\\."));
        }
        return String.join(".", escaped);
    }

    /// The claim it begins with.
    public String claim() {
        return names.getFirst();
    }

    /// What stands there: a String, BigDecimal, Boolean, List, JsonObject or `null`'s stand-in; empty where nothing
    /// does.
    public Optional<Object> in(JsonObject claims) {
        Object found = claims;
        for (String name : names) {
            found = found instanceof JsonObject object ? object.get(name) : null;
        }
        return Optional.ofNullable(found);
    }
}
