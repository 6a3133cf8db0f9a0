package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Somebody sends tokens with made-up key ids, as fast as they are answered.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class KeyFloodIT {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int FLOOD = 10_000;
    private static final String GOOD = "good";

    private final Stack stack;

    KeyFloodIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void tenThousandUnknownKeyIdsCauseTwoFetchesAtMostAndDisturbNobody() {
        AuthorizationServer first = stack.keycloak().realm(Realms.FIRST);
        AuthorizationServer second = stack.keycloak().realm(Realms.SECOND);
        String goodToken = stack.goodToken();
        try (SteadyUpstream upstream = new SteadyUpstream();
                Postern postern = stack.posternThatTrusts(
                                "postern-flood",
                                upstream.port(),
                                "--auth-issuer-url=" + first.issuer(),
                                "--auth-issuer-url=" + second.issuer())
                        .awaitReady();
                Exchanges exchanges = new Exchanges();
                Load load = new Load()) {
            load.add(GOOD, postern.endpoint(), PAUSE, () -> goodToken);
            load.awaitMore(GOOD, 20);
            Map<String, Double> before = fetches(postern, exchanges);

            for (AuthorizationServer realm : List.of(first, second)) {
                Supplier<String> flood = withUnknownKeyIds(token(realm));
                for (int i = 0; i < 2; i++) {
                    load.add(realm.issuer(), postern.endpoint(), Duration.ZERO, flood);
                }
            }
            load.awaitMore(first.issuer(), FLOOD / 2);
            load.awaitMore(second.issuer(), FLOOD / 2);
            load.finish();

            assertThat(load.answers(GOOD)).as(load.toString()).containsOnlyKeys("200");
            assertThat(load.answers(first.issuer())).as(load.toString()).containsOnlyKeys("401");
            assertThat(load.answers(second.issuer())).as(load.toString()).containsOnlyKeys("401");
            Map<String, Double> after = fetches(postern, exchanges);
            for (AuthorizationServer realm : List.of(first, second)) {
                assertThat(after.getOrDefault(realm.issuer(), 0.0) - before.getOrDefault(realm.issuer(), 0.0))
                        .isBetween(1.0, 2.0);
            }
        }
    }

    private static String token(AuthorizationServer realm) {
        return realm.token("mcp-machine", Map.of("scope", "oscal:read"));
    }

    /// The token under headers that name keys nobody has, a new one each time.
    private static Supplier<String> withUnknownKeyIds(String token) {
        String rest = token.substring(token.indexOf('.'));
        return () -> new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(UUID.randomUUID().toString())
                        .build()
                        .toBase64URL()
                + rest;
    }

    /// How often each issuer was asked for its keys, whatever came of it.
    private static Map<String, Double> fetches(Postern postern, Exchanges exchanges) {
        return exchanges
                .send(HttpRequest.newBuilder(postern.ops("/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith("postern_key_fetches_total{"))
                .collect(Collectors.toMap(
                        line -> line.replaceFirst(".*issuer=\"([^\"]*)\".*", "$1"),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                        Double::sum));
    }
}
