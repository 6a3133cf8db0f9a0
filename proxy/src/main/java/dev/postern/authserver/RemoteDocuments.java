package dev.postern.authserver;

import dev.postern.outbound.GuardedOutcome;
import dev.postern.outbound.GuardedOutcome.Answered;
import dev.postern.outbound.GuardedOutcome.Failed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Documents that others publish, kept as HTTP lets us (RFC 9111), within bounds of our own: a minute at least, as a
/// login asks several times, and a day at most. What cannot be read is not kept, and its address left alone for a
/// moment; what is known stays good for an hour while its address cannot be reached.
final class RemoteDocuments<T> {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(24);
    private static final Duration UNSAID = Duration.ofMinutes(10);
    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MAX_DOCUMENTS = 1_000;

    private final Source source;
    private final int maxBytes;
    private final DocumentReader<T> reader;
    private final Consumer<String> notes;
    private final InstantSource clock;
    private final Map<URI, CompletableFuture<Optional<T>>> underWay = new ConcurrentHashMap<>();
    private final Map<URI, Kept<T>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Kept<T>> eldest) {
            return size() > MAX_DOCUMENTS;
        }
    };

    /// Where documents come from.
    @FunctionalInterface
    interface Source {
        GuardedOutcome get(URI uri, @Nullable String entityTag, int maxBytes);
    }

    /// Makes something of a document.
    @FunctionalInterface
    interface DocumentReader<T> {
        Reading<T> read(URI uri, String text);
    }

    /// What came of it.
    sealed interface Reading<T> {
        record Read<T>(T value) implements Reading<T> {}

        record Unfit<T>(String reason) implements Reading<T> {}
    }

    /// @param value null where there is none, and the address is left alone
    /// @param asked when its address was last asked
    /// @param next when it is asked again
    /// @param end when the value is good no more
    private record Kept<T>(@Nullable T value, @Nullable String entityTag, Instant asked, Instant next, Instant end) {}

    /// @param maxBytes of a document
    /// @param notes where it is said why a document is not used
    RemoteDocuments(
            Source source, int maxBytes, DocumentReader<T> reader, Consumer<String> notes, InstantSource clock) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.reader = reader;
        this.notes = notes;
        this.clock = clock;
    }

    /// Whether it is known what is at that address, without asking.
    boolean knows(URI uri) {
        Kept<T> known = known(uri);
        return known != null && known.value() != null && clock.instant().isBefore(known.next());
    }

    /// What is at that address. May block.
    Optional<T> find(URI uri) {
        Kept<T> known = known(uri);
        return known != null && clock.instant().isBefore(known.next()) ? usable(known) : ask(uri);
    }

    /// What is there now: asks again, unless that was done within the last minute.
    Optional<T> findNewer(URI uri) {
        Kept<T> known = known(uri);
        boolean recent = known != null && clock.instant().isBefore(known.asked().plus(LEAST));
        return recent ? Optional.empty() : ask(uri);
    }

    /// Whether what is known of that address fits, or else what is there now: a key that signed something may be new.
    boolean fits(URI uri, T known, Predicate<T> test) {
        return test.test(known) || findNewer(uri).filter(test).isPresent();
    }

    private Optional<T> usable(Kept<T> known) {
        return clock.instant().isBefore(known.end()) ? Optional.ofNullable(known.value()) : Optional.empty();
    }

    /// Asks once for everybody who wants to know at the same time.
    private Optional<T> ask(URI uri) {
        CompletableFuture<Optional<T>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<T>> others = underWay.putIfAbsent(uri, mine);
        if (others != null) {
            return others.join();
        }
        Optional<T> found = Optional.empty();
        try {
            found = fetch(uri, known(uri));
        } finally {
            underWay.remove(uri);
            mine.complete(found);
        }
        return found;
    }

    private Optional<T> fetch(URI uri, @Nullable Kept<T> known) {
        T value = known == null ? null : known.value();
        GuardedOutcome outcome = source.get(uri, value == null || known == null ? null : known.entityTag(), maxBytes);
        return switch (outcome) {
            case Answered answered
            when answered.unchanged() ->
                value == null ? fail(uri, known, "status 304, without a reason", true) : keep(uri, answered, value);
            case Answered answered ->
                switch (reader.read(uri, answered.text())) {
                    case Reading.Read<T>(T read) -> keep(uri, answered, read);
                    case Reading.Unfit<T>(String reason) -> fail(uri, known, reason, true);
                };
            case Failed(String reason, boolean definite) -> fail(uri, known, reason, definite);
        };
    }

    private Optional<T> keep(URI uri, Answered answered, T value) {
        Instant now = clock.instant();
        Optional<Duration> said = answered.fields().freshFor();
        Duration fresh = said.orElse(UNSAID);
        Duration time = fresh.compareTo(LEAST) < 0 ? LEAST : fresh.compareTo(MOST) > 0 ? MOST : fresh;
        boolean mayBeKept = said.isEmpty() || said.get().isPositive();
        String entityTag = mayBeKept ? answered.entityTag().orElse(null) : null;
        Instant next = now.plus(time);
        put(uri, new Kept<>(value, entityTag, now, next, mayBeKept ? next.plus(STALE) : next));
        return Optional.of(value);
    }

    private Optional<T> fail(URI uri, @Nullable Kept<T> known, String reason, boolean definite) {
        notes.accept("The document at " + uri + " is not used: " + reason + ".");
        Instant now = clock.instant();
        Kept<T> left = known == null || definite
                ? new Kept<>(null, null, now, now.plus(PAUSE), now)
                : new Kept<>(known.value(), known.entityTag(), now, now.plus(PAUSE), known.end());
        put(uri, left);
        return usable(left);
    }

    private @Nullable Kept<T> known(URI uri) {
        synchronized (kept) {
            return kept.get(uri);
        }
    }

    private void put(URI uri, Kept<T> document) {
        synchronized (kept) {
            kept.put(uri, document);
        }
    }
}
