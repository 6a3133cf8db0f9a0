package dev.postern.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.DpopConfig;
import dev.postern.config.ResourceConfig;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Challenges to the byte.
class ChallengeTest {
    private static final ResourceUri RESOURCE = new ResourceUri("https://mcp.example.com/mcp");
    private static final String METADATA =
            "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"";

    private static Challenges challenges(String scopes) {
        return new Challenges(new ResourceConfig(RESOURCE, Scopes.parse(scopes)));
    }

    @Test
    void hasAParameterAlsoWhereNoScopeIsNeeded() {
        assertThat(challenges("").noCredentials().headerValue()).isEqualTo("Bearer " + METADATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\"b", "a\\b", "a\r\nSet-Cookie: x", "a\u0000b", "a\tb", "a\u007fb", "a\u00e9b", "a\u2028b"})
    void keepsADescriptionWithinTheCharactersOfRfc6750(String description) {
        String challenge = challenges("s").invalidToken(description).headerValue();

        assertThat(challenge)
                .isEqualTo("Bearer error=\"invalid_token\", scope=\"s\", " + METADATA + ", error_description=\""
                        + description.replaceAll("[^\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]", "?") + "\"")
                .matches("[\\x20-\\x7e]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error=", "error_description=", "scope=", "resource_metadata="})
    void namesEachParameterOnceAndWithoutBlanks(String parameter) {
        assertThat(challenges("a b").insufficientScope(Scopes.parse("a b c")).headerValue())
                .startsWith("Bearer ")
                .containsOnlyOnce(parameter + '"');
    }

    @Test
    void neverAsksForOfflineAccess() {
        assertThat(challenges("mcp:use offline_access").noCredentials().headerValue())
                .endsWith("scope=\"mcp:use\"");
    }

    @Test
    void namesTheAlgorithmsOfProofsOnlyWhereTheyAreTaken() {
        DpopConfig dpop = new DpopConfig(true, Set.of("ES384", "ES256"), Duration.ofMinutes(1), false);
        Challenges proving = new Challenges(new ResourceConfig(RESOURCE, Scopes.NONE, dpop));

        assertThat(challenges("").dpop(null)).isEmpty();
        assertThat(proving.dpop(null)).contains("DPoP algs=\"ES256 ES384\"");
        assertThat(proving.dpop("invalid_dpop_proof"))
                .contains("DPoP error=\"invalid_dpop_proof\", algs=\"ES256 ES384\"");
    }
}
