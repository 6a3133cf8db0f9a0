package dev.postern.e2e;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// Callers of several kinds, each asking again and again at a steady pace over connections that are kept, and a count
/// of
/// how each kind was answered.
final class Load implements AutoCloseable {
    /// The connection could not be made: nothing was sent, so the caller may try again.
    static final String NOT_CONNECTED = "not connected";
    /// The connection ended before the answer was there: the caller cannot know what happened.
    static final String BROKEN = "broken";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Exchanges exchanges = new Exchanges();
    private final ConcurrentMap<String, ConcurrentMap<String, Integer>> answers = new ConcurrentHashMap<>();
    private final List<String> details = new ArrayList<>();
    private final List<Thread> callers = new ArrayList<>();
    private final Set<String> endedKinds = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /// Sets a caller to work.
    ///
    /// @param kind under which its answers are counted
    /// @param pause between an answer and the next request
    Load add(String kind, URI endpoint, Duration pause, Supplier<String> tokens) {
        ConcurrentMap<String, Integer> counts = answers.computeIfAbsent(kind, _ -> new ConcurrentHashMap<>());
        callers.add(Thread.ofVirtual().start(() -> {
            while (isGoingOn(kind)) {
                String answer = answer(endpoint, tokens.get());
                if (!endedKinds.contains(kind)) {
                    counts.merge(answer, 1, Integer::sum);
                    pause(pause);
                }
            }
        }));
        return this;
    }

    /// Counts no more of this kind.
    void end(String kind) {
        endedKinds.add(kind);
    }

    /// How often this kind got which answer: a status (with a word for `Retry-After`), or what became of the
    /// connection.
    Map<String, Integer> answers(String kind) {
        return Map.copyOf(answers.getOrDefault(kind, new ConcurrentHashMap<>()));
    }

    /// Waits for that many answers more.
    void awaitMore(String kind, int count) {
        int wanted = total(kind) + count;
        for (Instant end = Instant.now().plus(PATIENCE); total(kind) < wanted; pause(Duration.ofMillis(20))) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Only " + answers(kind) + " for " + kind + " in " + PATIENCE);
            }
        }
    }

    /// All that was counted, and of what was no success the first few answers in full.
    @Override
    public String toString() {
        synchronized (details) {
            return answers + " " + details;
        }
    }

    private int total(String kind) {
        return answers(kind).values().stream().mapToInt(Integer::intValue).sum();
    }

    private boolean isGoingOn(String kind) {
        return !ended && !endedKinds.contains(kind);
    }

    private String answer(URI endpoint, String token) {
        HttpRequest request = exchanges
                .modernCall(endpoint, "about")
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                note(response.statusCode() + " " + response.headers().map() + " " + response.body());
            }
            boolean comeBack = response.headers().firstValue("Retry-After").isPresent();
            return response.statusCode() + (comeBack ? " Retry-After" : "");
        } catch (ConnectException _) {
            return NOT_CONNECTED;
        } catch (IOException e) {
            note(e.toString());
            return BROKEN;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(String detail) {
        synchronized (details) {
            if (details.size() < 5) {
                details.add(detail);
            }
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lets every caller finish what it has begun, and begin nothing more.
    void finish() {
        ended = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        finish();
        client.shutdownNow();
        exchanges.close();
    }
}
