package dev.postern.condition;

import dev.cel.common.values.NullValue;
import dev.postern.json.JsonObject;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object as expressions see it. Values are turned when they are asked for: most of a large call never is.
final class JsonView extends AbstractMap<String, Object> {
    private final JsonObject object;

    JsonView(JsonObject object) {
        this.object = object;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && object.has(text);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        Object value = name instanceof String text ? object.get(text) : null;
        return value == null ? null : turned(value);
    }

    @Override
    public int size() {
        return object.members().size();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        object.members().forEach((name, value) -> all.put(name, turned(value)));
        return all.entrySet();
    }

    private static Object turned(Object value) {
        return switch (value) {
            case JsonObject object -> new JsonView(object);
            case List<?> list -> new Elements(list);
            case BigDecimal number -> turned(number);
            case JsonObject.Null _ -> NullValue.NULL_VALUE;
            default -> value;
        };
    }

    /// Whole numbers are `int`, as people write them in expressions, whatever the JSON looks like; others are `double`.
    private static Object turned(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException _) {
            return number.doubleValue();
        }
    }

    /// A JSON array as expressions see it.
    private static final class Elements extends AbstractList<Object> {
        private final List<?> list;

        Elements(List<?> list) {
            this.list = list;
        }

        @Override
        public Object get(int index) {
            return turned(list.get(index));
        }

        @Override
        public int size() {
            return list.size();
        }
    }
}
