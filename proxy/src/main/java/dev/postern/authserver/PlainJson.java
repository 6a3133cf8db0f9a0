package dev.postern.authserver;

import dev.postern.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.minidev.json.JSONObject;
import org.jspecify.annotations.Nullable;

/// What was read strictly, as the library of OAuth messages wants it.
final class PlainJson {
    private PlainJson() {}

    static JSONObject of(JsonObject object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> members.put(name, plain(value)));
        return new JSONObject(members);
    }

    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case JsonObject object -> of(object);
            case JsonObject.Null _ -> null;
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.forEach(element -> plain.add(plain(element)));
                yield plain;
            }
            default -> value;
        };
    }
}
