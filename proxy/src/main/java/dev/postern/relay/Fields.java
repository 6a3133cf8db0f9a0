package dev.postern.relay;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Header fields in the order in which they came (RFC 9110 §5). Names compare without regard to case.
public final class Fields implements Iterable<Fields.Field> {
    public static final Fields NONE = new Fields(List.of());

    private final List<Field> lines;

    /// Of the names that have a bit: those that are there, and those that are there more than once.
    private final long present;

    private final long repeated;

    /// One field line.
    ///
    /// @param fieldName its name
    /// @param value without the white space around it, a character for each byte
    public record Field(FieldName fieldName, String value) {
        public Field(String name, String value) {
            this(FieldName.of(name), value);
        }

        /// The name as it is spelt.
        public String name() {
            return fieldName.spelling();
        }

        /// The name in lower case.
        public String key() {
            return fieldName.key();
        }
    }

    /// @param lines one entry for each field line
    public Fields(List<Field> lines) {
        this.lines = List.copyOf(lines);
        long once = 0;
        long more = 0;
        for (Field line : this.lines) {
            long bit = line.fieldName().bit();
            more |= once & bit;
            once |= bit;
        }
        present = once;
        repeated = more;
    }

    /// One entry for each field line.
    public List<Field> lines() {
        return lines;
    }

    public List<String> all(FieldName wanted) {
        if (isAbsent(wanted)) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        for (Field line : lines) {
            if (line.fieldName().is(wanted)) {
                values.add(line.value());
            }
        }
        return values;
    }

    public Optional<String> first(FieldName wanted) {
        if (!isAbsent(wanted)) {
            for (Field line : lines) {
                if (line.fieldName().is(wanted)) {
                    return Optional.of(line.value());
                }
            }
        }
        return Optional.empty();
    }

    public boolean has(FieldName wanted) {
        return first(wanted).isPresent();
    }

    /// Whether there is more than one line of a name that has a bit.
    boolean repeats(FieldName name) {
        return (repeated & name.bit()) != 0;
    }

    private boolean isAbsent(FieldName name) {
        return name.bit() != 0 && (present & name.bit()) == 0;
    }

    /// The fields that the test lets through.
    public Fields keep(Predicate<Field> test) {
        List<Field> kept = new ArrayList<>(lines.size());
        for (Field line : lines) {
            if (test.test(line)) {
                kept.add(line);
            }
        }
        return kept.size() == lines.size() ? this : new Fields(kept);
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fields fields && lines.equals(fields.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
