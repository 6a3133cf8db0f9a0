package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two realms of one Keycloak as two issuers that are trusted at once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class TwoRealmsIT {
    private static final Map<String, String> READ = Map.of("scope", "oscal:read");

    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();
    private final SteadyUpstream upstream = new SteadyUpstream();
    private final AuthorizationServer first;
    private final AuthorizationServer second;
    private final Postern postern;

    TwoRealmsIT(Stack stack) {
        this.stack = stack;
        this.first = stack.keycloak().realm(Realms.FIRST);
        this.second = stack.keycloak().realm(Realms.SECOND);
        this.postern = stack.posternThatTrusts(
                        "postern-two-realms",
                        upstream.port(),
                        "--auth-issuer-url=" + first.issuer(),
                        "--auth-issuer-url=" + second.issuer())
                .awaitReady();
    }

    @AfterAll
    void close() {
        exchanges.close();
        postern.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Realms.FIRST, Realms.SECOND})
    void aTokenOfEitherRealmPasses(String realm) {
        assertThat(call(stack.keycloak().realm(realm).token("mcp-machine", READ))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {Realms.FIRST, Realms.SECOND})
    void aTokenOfEitherRealmForAnotherAudienceIsRefused(String realm) {
        assertRefused(
                call(stack.keycloak().realm(realm).token("other-app", Map.of())),
                "The token was issued for another audience");
    }

    @Test
    void whoTrustsOneRealmRefusesTheOther() {
        assertRefused(
                call(stack.postern(), second.token("mcp-machine", READ)), "The token's issuer is not trusted here");
    }

    @Test
    void aTokenOfOneRealmSignedWithTheOthersKeyIsRefused() {
        String ours = first.token("mcp-machine", READ);
        String theirs = second.token("mcp-machine", READ);

        assertRefused(
                call(part(ours, 0) + "." + part(ours, 1) + "." + part(theirs, 2)),
                "The token's signature does not verify");
        // The kid of the other realm leads to no key of this one.
        assertRefused(
                call(part(theirs, 0) + "." + part(ours, 1) + "." + part(theirs, 2)),
                "The token's signing key is not known");
    }

    @Test
    void eachRealmHasItsOwnAudienceAndScopeNames() {
        Path file = stack.file("two-realms.conf", """
                auth-issuer-url = %s
                auth-provider = keycloak

                [issuer partner]
                auth-issuer-url = %s
                auth-provider = keycloak
                auth-audience = %s
                auth-scope-names = %s=oscal:read
                """.formatted(
                        first.issuer(), second.issuer(), Realms.PARTNER_RESOURCE, Realms.PARTNER_SCOPE));
        try (Postern apart = stack.posternThatTrusts("postern-two-audiences", upstream.port(), "--config=" + file)
                .awaitReady()) {
            assertThat(call(apart, first.token("mcp-machine", READ)).statusCode())
                    .isEqualTo(200);
            assertThat(call(apart, second.token(Realms.PARTNER, Map.of())).statusCode())
                    .isEqualTo(200);
            for (String othersAudience :
                    List.of(first.token(Realms.PARTNER, Map.of()), second.token("mcp-machine", READ))) {
                assertRefused(call(apart, othersAudience), "The token was issued for another audience");
            }
        }
    }

    private static String part(String token, int index) {
        return token.split("[.]", -1)[index];
    }

    private static void assertRefused(HttpResponse<String> response, String why) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer error=\"invalid_token\"")
                .contains(why);
    }

    private HttpResponse<String> call(String token) {
        return call(postern, token);
    }

    private HttpResponse<String> call(Postern server, String token) {
        return exchanges.send(
                exchanges.modernCall(server.endpoint(), "about").header("Authorization", "Bearer " + token));
    }
}
