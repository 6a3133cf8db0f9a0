package dev.postern.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The counters made from outcomes. Labels come from closed sets only: no path, no method, no subject.
public final class RequestMetrics implements OutcomeListener {
    private static final Duration[] OWN_BUCKETS = milliseconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 500, 2500);
    private static final Duration[] UPSTREAM_BUCKETS =
            milliseconds(1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000, 60_000, 300_000);

    private final MeterRegistry registry;
    private final Map<Labels, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Judged, Counter> decisions = new ConcurrentHashMap<>();
    private final AtomicInteger openStreams = new AtomicInteger();
    private final Timer own;
    private final Timer upstream;

    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.own = Timer.builder("postern.request.own")
                .description("Time a request spent in Postern before it was forwarded or answered")
                .serviceLevelObjectives(OWN_BUCKETS)
                .register(registry);
        this.upstream = Timer.builder("postern.upstream")
                .description("Time from forwarding a request to the upstream's header fields")
                .serviceLevelObjectives(UPSTREAM_BUCKETS)
                .register(registry);
        Gauge.builder("postern.open.streams", openStreams, AtomicInteger::get)
                .description("Streams to clients that are open now")
                .register(registry);
    }

    @Override
    public void ended(Outcome outcome) {
        String reason = outcome.reason();
        requests.computeIfAbsent(new Labels(outcome.result(), reason == null ? "" : reason), this::counter)
                .increment();
        String rule = outcome.particulars().rule();
        if (rule != null) {
            decisions
                    .computeIfAbsent(new Judged(outcome.forwarded(), rule), this::counter)
                    .increment();
        }
        own.record(outcome.own());
        if (outcome.upstream().isPositive()) {
            upstream.record(outcome.upstream());
        }
    }

    @Override
    public void streams(int open) {
        openStreams.set(open);
    }

    private Counter counter(Labels labels) {
        return Counter.builder("postern.requests")
                .description("Requests by how they ended")
                .tag("result", labels.result().label())
                .tag("reason", labels.reason())
                .register(registry);
    }

    private Counter counter(Judged judged) {
        return Counter.builder("postern.decisions")
                .description("Requests by the rule that decided")
                .tag("decision", judged.allowed() ? "allow" : "deny")
                .tag("rule", judged.rule())
                .register(registry);
    }

    private static Duration[] milliseconds(double... amounts) {
        Duration[] durations = new Duration[amounts.length];
        for (int i = 0; i < amounts.length; i++) {
            durations[i] = Duration.ofNanos(Math.round(amounts[i] * 1_000_000));
        }
        return durations;
    }

    private record Labels(Result result, String reason) {}

    /// Rules come from the operator's file, so there are few of them.
    private record Judged(boolean allowed, String rule) {}
}
