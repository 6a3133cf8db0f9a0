package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.PolicyConfig;
import dev.postern.config.PolicyRule;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ScopeHierarchy;
import dev.postern.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is admitted, and from where.
class AccessPolicyTest {
    private static Identity holding(String scopes) {
        return new Identity(
                new Issuer("https://issuer.example.com"), "alice", "client", Scopes.parse(scopes), Instant.MAX);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'', a", "a, a", "a b, b a", "a b, a b c"})
    void admitsWhoHasEveryScope(String required, String granted) {
        Identity identity = holding(granted);

        assertThat(new AccessPolicy(Scopes.parse(required)).decide(identity))
                .isInstanceOfSatisfying(
                        Admitted.class,
                        admitted -> assertThat(admitted.identity()).contains(identity));
    }

    @ParameterizedTest
    @CsvSource({"a, ''", "a b, a", "a, A", "mcp:use, mcp", "mcp:use, mcp:*"})
    void deniesWhoLacksOneAndNamesThemAll(String required, String granted) {
        assertThat(new AccessPolicy(Scopes.parse(required)).decide(holding(granted)))
                .isEqualTo(new Decision.Denied(Scopes.parse(required), AccessPolicy.REQUIRED_SCOPES));
    }

    @Test
    void missesNothingThatABroaderScopeBrings() {
        PolicyConfig config = new PolicyConfig(
                new ScopeHierarchy(Map.of("admin", Set.of("write"))),
                PolicyRule.Effect.ALLOW,
                false,
                List.of(),
                List.of());
        AccessPolicy policy = new AccessPolicy(Scopes.NONE, List.of(), config);

        assertThat(policy.missing(holding("admin"), Scopes.parse("write delete")))
                .isEqualTo(Scopes.parse("delete"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com", "HTTPS://APP.example.com"})
    void admitsANamedOrigin(String origin) {
        assertThat(new OriginRule(List.of("https://app.example.com")).allows(origin))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "*",
                "http://app.example.com",
                "https://app.example.com/",
                "https://app.example.com:443",
                "https://app.example.com.evil.example",
                "https://evil.example?https://app.example.com",
                "https://app.example.com https://evil.example"
            })
    void admitsNoOtherOrigin(String origin) {
        assertThat(new OriginRule(List.of("https://app.example.com")).allows(origin))
                .isFalse();
    }

    @Test
    void admitsNoOriginWhereNoneIsNamed() {
        assertThat(new OriginRule(List.of()).allows("https://app.example.com")).isFalse();
    }
}
