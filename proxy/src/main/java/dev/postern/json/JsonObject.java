package dev.postern.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object as [StrictJson] read it.
///
/// @param members each a String, BigDecimal, Boolean, List, JsonObject or [Null#NULL]
public record JsonObject(Map<String, Object> members) {

    public static final JsonObject EMPTY = new JsonObject(Map.of());

    /// The JSON value `null`, which is there, unlike an absent member.
    public enum Null {
        NULL
    }

    public JsonObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public @Nullable Object get(String name) {
        return members.get(name);
    }

    /// The member, where it is a string.
    public Optional<String> string(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /// The member, where it is a number.
    public Optional<BigDecimal> number(String name) {
        return members.get(name) instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
    }

    /// The member, where it is an object.
    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /// The member, where it is an array.
    public Optional<List<?>> array(String name) {
        return members.get(name) instanceof List<?> list ? Optional.of(list) : Optional.empty();
    }

    /// The member as a list, where it is a string or an array of nothing but strings.
    public Optional<List<String>> strings(String name) {
        Object value = members.get(name);
        if (value instanceof String text) {
            return Optional.of(List.of(text));
        }
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(texts);
    }
}
