package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two realms change their signing keys while tokens of the old keys and of the new ones come in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class KeyRotationIT {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int TOKENS = 40;
    private static final String OLD = "tokens of the old keys, known";
    private static final String LATE = "tokens of the old keys, first seen after the rotation";

    private final Stack stack;

    KeyRotationIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void keysRotateUnderLoadWithoutOneRefusal() {
        Realm first = new Realm(Realms.FIRST, stack.keycloak().realm(Realms.FIRST));
        Realm second = new Realm(Realms.SECOND, stack.keycloak().realm(Realms.SECOND));
        List<String> old = tokens(first, second);
        List<String> late = tokens(first, second);
        try (SteadyUpstream upstream = new SteadyUpstream();
                Postern postern = stack.posternThatTrusts(
                                "postern-rotation", upstream.port(), first.trust(), second.trust())
                        .awaitReady();
                KeycloakAdmin admin = new KeycloakAdmin(stack.keycloak());
                Load load = new Load()) {
            load.add(OLD, postern.endpoint(), PAUSE, Tokens.inTurn(old))
                    .add(OLD, postern.endpoint(), PAUSE, Tokens.inTurn(old))
                    .add(first.name(), postern.endpoint(), PAUSE, first::fresh)
                    .add(second.name(), postern.endpoint(), PAUSE, second::fresh);
            load.awaitMore(OLD, 300);

            for (Realm realm : List.of(first, second)) {
                load.awaitMore(realm.name(), 30);
                admin.rotateKey(realm.name());
                load.awaitMore(realm.name(), 30);
            }
            load.add(LATE, postern.endpoint(), PAUSE, Tokens.inTurn(late));
            load.awaitMore(LATE, late.size());
            load.awaitMore(OLD, 300);

            for (String kind : List.of(OLD, LATE, first.name(), second.name())) {
                assertThat(load.answers(kind)).as(load.toString()).containsOnlyKeys("200");
            }
            assertThat(first.kids()).hasSize(2);
            assertThat(second.kids()).hasSize(2);
        }
    }

    /// A realm, and the keys its fresh tokens were signed with.
    record Realm(String name, AuthorizationServer server, Set<String> kids) {
        Realm(String name, AuthorizationServer server) {
            this(name, server, ConcurrentHashMap.newKeySet());
        }

        String fresh() {
            String token = server.token("mcp-machine", Map.of("scope", "oscal:read"));
            kids.add(Tokens.keyId(token));
            return token;
        }

        String trust() {
            return "--auth-issuer-url=" + server.issuer();
        }
    }

    private static List<String> tokens(Realm first, Realm second) {
        return Stream.concat(
                        Stream.generate(first::fresh).limit(TOKENS),
                        Stream.generate(second::fresh).limit(TOKENS))
                .toList();
    }
}
