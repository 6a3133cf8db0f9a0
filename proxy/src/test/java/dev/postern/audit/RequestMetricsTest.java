package dev.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oauth.Issuer;
import dev.postern.token.KeyState;
import dev.postern.token.KeyStates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestMetricsTest {
    private static final Issuer ISSUER = new Issuer("https://id.example.com");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsRequestsByResultAndReason() {
        RequestMetrics metrics = new RequestMetrics(registry);

        metrics.ended(Outcomes.admitted());
        metrics.ended(Outcomes.refused("expired", "4 s ago"));
        metrics.ended(Outcomes.refused("expired", "5 s ago"));

        assertThat(registry.get("postern.requests")
                        .tags("result", "admitted", "reason", "")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("postern.requests")
                        .tags("result", "invalid_token", "reason", "expired")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void countsDecisionsByRuleWhereOneDecided() {
        RequestMetrics metrics = new RequestMetrics(registry);
        OutcomeDraft draft = new OutcomeDraft(Instant.EPOCH, "r1", "192.0.2.1", "POST", "/mcp");
        draft.rule("files");

        metrics.ended(draft.finish(403, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        metrics.ended(Outcomes.admitted());

        assertThat(registry.find("postern.decisions").counters()).hasSize(1);
        assertThat(registry.get("postern.decisions")
                        .tags("decision", "deny", "rule", "files")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void countsTheUpstreamsTimeOnlyWhereItWasAsked() {
        RequestMetrics metrics = new RequestMetrics(registry);

        metrics.ended(Outcomes.admitted());
        metrics.ended(Outcomes.refused("expired", "4 s ago"));

        assertThat(registry.get("postern.request.own").timer().count()).isEqualTo(2);
        assertThat(registry.get("postern.upstream").timer().count()).isEqualTo(1);
    }

    @Test
    void manyPathsMakeOneMeter() {
        RequestMetrics metrics = new RequestMetrics(registry);

        for (int i = 0; i < 100; i++) {
            metrics.ended(Outcomes.at("/" + i));
        }

        assertThat(registry.find("postern.requests").counters()).hasSize(1);
    }

    @Test
    void showsOpenStreams() {
        RequestMetrics metrics = new RequestMetrics(registry);

        metrics.streams(3);

        assertThat(registry.get("postern.open.streams").gauge().value()).isEqualTo(3);
    }

    @Test
    void countsKeyFetchesAndShowsTheAgeOfKeys() {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        KeyMetrics metrics = new KeyMetrics(registry, Clock.fixed(now, ZoneOffset.UTC));

        metrics.fetched(ISSUER, false);
        metrics.fetched(ISSUER, true);
        metrics.show(known(now.minusSeconds(90)));

        assertThat(registry.get("postern.key.fetches")
                        .tag("outcome", "failure")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("postern.key.set.age").gauge().value()).isEqualTo(90);
    }

    private static KeyStates known(Instant fetchedAt) {
        return new KeyStates() {
            @Override
            public List<KeyState> keyStates() {
                return List.of(new KeyState(ISSUER, 1, fetchedAt, null, false));
            }

            @Override
            public void warmUp() {}
        };
    }
}
