package dev.postern.ops;

import dev.postern.audit.AuditLog;
import dev.postern.audit.AuditTrail;
import dev.postern.audit.CacheMetrics;
import dev.postern.audit.KeyMetrics;
import dev.postern.audit.RequestMetrics;
import dev.postern.rate.RateLimits;
import dev.postern.rate.SharedBuckets;
import dev.postern.token.KeyStates;
import dev.postern.token.RememberedVerdicts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Every meter there is, and the page that shows them.
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final RequestMetrics requests = new RequestMetrics(registry);
    private final KeyMetrics keys;
    private boolean jvmShown;

    public Metrics(Clock clock) {
        this.keys = new KeyMetrics(registry, clock);
    }

    /// Shows how it stands with the JVM, from the first page on: asking it starts its management, which no request
    /// needs.
    private synchronized void showJvm() {
        if (jvmShown) {
            return;
        }
        jvmShown = true;
        List<MeterBinder> binders = List.of(
                collections,
                new ClassLoaderMetrics(),
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new FileDescriptorMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics());
        for (MeterBinder binder : binders) {
            binder.bindTo(registry);
        }
    }

    /// What counts requests.
    public RequestMetrics requests() {
        return requests;
    }

    /// What counts fetches of keys.
    public KeyMetrics keys() {
        return keys;
    }

    /// Shows the age of keys and the state of the audit logs.
    public void show(KeyStates states, AuditTrail trail) {
        keys.show(states);
        trail.logs().forEach(this::show);
    }

    private void show(AuditLog log) {
        FunctionCounter.builder("postern.audit.lost", log, AuditLog::lost)
                .description("Audit records that could not be written")
                .tag("sink", log.label())
                .register(registry);
        Gauge.builder("postern.audit.healthy", log, it -> it.healthy() ? 1 : 0)
                .description("1 while audit records can be written")
                .tag("sink", log.label())
                .register(registry);
    }

    /// Shows how it stands with the remembered verdicts.
    public void show(RememberedVerdicts verdicts) {
        CacheMetrics.show(verdicts, registry);
    }

    /// Shows how many buckets the rate limits hold.
    public void show(RateLimits limits) {
        RateMetrics.show(limits, registry);
    }

    /// Shows whether rate limits are shared.
    public void show(SharedBuckets buckets) {
        RateMetrics.show(buckets, registry);
    }

    /// Shows how many clients are connected, and how many had to go or could not come.
    ///
    /// @param clients whom to ask; somebody else must hold on to it
    public <T> void showClients(
            T clients, ToDoubleFunction<T> connected, ToDoubleFunction<T> displaced, ToDoubleFunction<T> refused) {
        Gauge.builder("postern.open.connections", clients, connected)
                .description("Clients that are connected now")
                .register(registry);
        countConnections("displaced", clients, displaced);
        countConnections("refused", clients, refused);
    }

    private <T> void countConnections(String what, T clients, ToDoubleFunction<T> count) {
        FunctionCounter.builder("postern.connections." + what, clients, count)
                .description("Clients " + what + " since as many were connected as may be")
                .register(registry);
    }

    /// All meters in Prometheus' text format.
    String page() {
        showJvm();
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
