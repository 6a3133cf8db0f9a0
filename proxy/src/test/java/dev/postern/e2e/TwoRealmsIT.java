package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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
        HttpResponse<String> response = exchanges.send(exchanges
                .modernCall(stack.postern().endpoint(), "about")
                .header("Authorization", "Bearer " + second.token("mcp-machine", READ)));

        assertRefused(response, "The token's issuer is not trusted here");
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
        return exchanges.send(
                exchanges.modernCall(postern.endpoint(), "about").header("Authorization", "Bearer " + token));
    }
}
