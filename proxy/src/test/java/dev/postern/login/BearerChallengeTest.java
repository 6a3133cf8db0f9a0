package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oauth.Scopes;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerChallengeTest {

    private static BearerChallenge read(String... fields) {
        return BearerChallenge.of(HttpHeaders.of(Map.of("WWW-Authenticate", Arrays.asList(fields)), (_, _) -> true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer resource_metadata=\"https://h/m?a=b\", scope=\"a b\"",
                "bearer scope=\"a b\",resource_metadata=\"https://h/m?a=b\"",
                "Bearer resource_metadata = \"https://h/m?a=b\" , scope = \"a b\"",
                "Bearer resource_metadata=https://h/m?a=b, scope=\"a b\"",
                "Basic realm=\"x, y\", Bearer resource_metadata=\"https://h/m?a=b\", scope=\"a b\"",
                "Negotiate YWJj==, Bearer resource_metadata=\"https://h/m?a=b\", scope=\"a b\"",
                "Bearer realm=\"a \\\" scope=\\\"evil\", resource_metadata=\"https://h/m?a=b\", scope=\"a b\"",
                "DPoP algs=\"ES256\", Bearer scope=\"a b\", DPoP resource_metadata=\"https://h/m?a=b\"",
                ", ,Bearer scope=\"a b\", resource_metadata=\"https://h/m?a=b\", resource_metadata=\"https://other\"",
            })
    void readsWhatServersWrite(String field) {
        assertThat(read(field)).isEqualTo(new BearerChallenge("https://h/m?a=b", Scopes.parse("a b"), "", ""));
    }

    @Test
    void readsErrorAndDescriptionAcrossFields() {
        BearerChallenge challenge =
                read("Basic realm=\"x\"", "Bearer error=\"insufficient_scope\", error_description=\"more, please\"");

        assertThat(challenge.error()).isEqualTo("insufficient_scope");
        assertThat(challenge.description()).isEqualTo("more, please");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Basic realm=\"x\"",
                "=",
                "\"",
                "Bearer scope=\"é\"",
                "Bearer scope=\"unended",
                ",,,"
            })
    void findsNothingInWhatSaysNothing(String field) {
        assertThat(read(field).resourceMetadata()).isEmpty();
        assertThat(read(field).error()).isEmpty();
    }

    @Test
    void neverEndsLate() {
        assertThat(read("\"=,".repeat(20_000)).error()).isEmpty();
        assertThat(List.of(read("a".repeat(100_000)))).containsExactly(BearerChallenge.NONE);
    }
}
