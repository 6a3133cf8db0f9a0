package dev.postern.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {
    private static final JsonObject CLAIMS = StrictJson.read("""
                    {"tenant": "acme", "realm_access": {"roles": ["a", "b"]}, "https://example.com/groups": ["c"]}""").orElseThrow();

    @Test
    void findsAClaimAndWhatIsInIt() {
        assertThat(path("tenant").in(CLAIMS)).contains("acme");
        assertThat(path("realm_access.roles").in(CLAIMS)).contains(List.of("a", "b"));
        assertThat(path("realm_access.roles").claim()).isEqualTo("realm_access");
    }

    @Test
    void aDotWithinANameHasABackslash() {
        assertThat(path("https://example\\.com/groups").in(CLAIMS)).contains(List.of("c"));
        assertThat(path("a\\\\b").names()).containsExactly("a\\b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "tenant.of", "realm_access.groups", "realm_access.roles.0"})
    void findsNothingWhereNothingIs(String path) {
        assertThat(path(path).in(CLAIMS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a\\", "a\\b"})
    void isNoPath(String text) {
        assertThat(ClaimPath.read(text)).isEmpty();
    }

    private static ClaimPath path(String text) {
        return ClaimPath.read(text).orElseThrow();
    }
}
