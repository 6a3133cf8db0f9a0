package dev.postern.relay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Header fields in the order in which they came (RFC 9110 §5). Names compare without regard to case.
///
/// @param lines one entry for each field line
public record Fields(List<Field> lines) implements Iterable<Fields.Field> {
    public static final Fields NONE = new Fields(List.of());

    /// One field line.
    ///
    /// @param name as it was spelt
    /// @param value without the white space around it, a character for each byte
    public record Field(String name, String value) {
        public boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    public Fields {
        lines = List.copyOf(lines);
    }

    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Field line : lines) {
            if (line.is(name)) {
                values.add(line.value());
            }
        }
        return values;
    }

    int count(String name) {
        int count = 0;
        for (Field line : lines) {
            if (line.is(name)) {
                count++;
            }
        }
        return count;
    }

    public Optional<String> first(String name) {
        for (Field line : lines) {
            if (line.is(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /// The fields that the test lets through.
    public Fields keep(Predicate<Field> test) {
        List<Field> kept = new ArrayList<>(lines.size());
        for (Field line : lines) {
            if (test.test(line)) {
                kept.add(line);
            }
        }
        return new Fields(kept);
    }

    /// These fields with one more line.
    public Fields with(String name, String value) {
        List<Field> more = new ArrayList<>(lines.size() + 1);
        more.addAll(lines);
        more.add(new Field(name, value));
        return new Fields(more);
    }

    /// These fields, then the others.
    public Fields with(Fields others) {
        List<Field> more = new ArrayList<>(lines.size() + others.lines.size());
        more.addAll(lines);
        more.addAll(others.lines);
        return new Fields(more);
    }

    @Override
    public Iterator<Field> iterator() {
        return lines.iterator();
    }
}
