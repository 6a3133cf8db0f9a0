package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class RefusalsIT {
    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();

    RefusalsIT(Stack stack) {
        this.stack = stack;
    }

    @AfterAll
    void close() {
        exchanges.close();
    }

    /// What a caller brings, and the exact refusal: `%s` is the URL of the metadata, `*` a sentence without quotes.
    record Refused(String what, Function<Stack, Optional<String>> authorization, int status, String challenge) {
        static Refused token(String what, Function<Stack, String> token, int status, String challenge) {
            return new Refused(what, stack -> Optional.of("Bearer " + token.apply(stack)), status, challenge);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static final String NO_CREDENTIALS = "Bearer resource_metadata=\"%s\", scope=\"oscal:read\"";
    private static final String INVALID_TOKEN =
            "Bearer error=\"invalid_token\", error_description=\"*\", resource_metadata=\"%s\", scope=\"oscal:read\"";
    private static final String INSUFFICIENT_SCOPE =
            "Bearer error=\"insufficient_scope\", error_description=\"*\", resource_metadata=\"%s\", scope=\"oscal:read\"";

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused("no credentials", _ -> Optional.empty(), 401, NO_CREDENTIALS),
                Refused.token("another audience", Stack::tokenForAnotherAudience, 401, INVALID_TOKEN),
                Refused.token("expired", RefusalsIT::expiredToken, 401, INVALID_TOKEN),
                Refused.token("altered", RefusalsIT::alteredToken, 401, INVALID_TOKEN),
                Refused.token("not a JWT", _ -> "opaque", 401, INVALID_TOKEN),
                Refused.token("too little scope", Stack::tokenWithoutScope, 403, INSUFFICIENT_SCOPE));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithTheExactChallengeAndTheUpstreamSeesNothing(Refused refused) {
        String before = stack.recorder().seen();
        HttpRequest.Builder call = exchanges.modernCall(stack.postern().endpoint(), "about");
        refused.authorization().apply(stack).ifPresent(value -> call.header("Authorization", value));

        HttpResponse<String> response = exchanges.send(call);

        assertThat(response.statusCode()).isEqualTo(refused.status());
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .matches(pattern(refused.challenge()));
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(stack.recorder().seen()).isEqualTo(before);
    }

    @Test
    void neverShowsTheTokenToTheUpstreamOrInItsOwnLog() {
        String token = stack.goodToken();

        HttpResponse<String> response = exchanges.send(
                exchanges.modernCall(stack.postern().endpoint(), "about").header("Authorization", "Bearer " + token));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(stack.recorder().seen())
                .contains("POST /mcp HTTP/1.1")
                .doesNotContain(token)
                .doesNotContainIgnoringCase("\nauthorization:");
        assertThat(stack.postern().output()).doesNotContain(token, signature(token));
    }

    @Test
    void refusesATokenInTheQueryAndForwardsNothing() {
        String token = stack.goodToken();
        String before = stack.recorder().seen();
        URI endpoint = URI.create(stack.postern().endpoint() + "?access_token=" + token);

        HttpResponse<String> response = exchanges.send(exchanges.modernCall(endpoint, "about"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("invalid_request").doesNotContain(token);
        assertThat(stack.recorder().seen()).isEqualTo(before);
        assertThat(stack.postern().output()).doesNotContain(signature(token));
    }

    @Test
    void refusesAForeignOriginAlsoWithAGoodToken() {
        String before = stack.recorder().seen();

        HttpResponse<String> response = exchanges.send(exchanges
                .modernCall(stack.postern().endpoint(), "about")
                .header("Authorization", "Bearer " + stack.goodToken())
                .header("Origin", "https://evil.example"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(stack.recorder().seen()).isEqualTo(before);
    }

    private String pattern(String challenge) {
        return Stream.of(challenge.formatted(stack.postern().metadata()).split("[*]"))
                .map(java.util.regex.Pattern::quote)
                .reduce((left, right) -> left + "[^\"]+" + right)
                .orElseThrow();
    }

    /// Waits until the token's second and Postern's second of skew are over.
    private static String expiredToken(Stack stack) {
        String token = stack.shortLivedToken();
        try {
            Thread.sleep(3_500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return token;
    }

    /// The good token with another first byte of the signature.
    private static String alteredToken(Stack stack) {
        String token = stack.goodToken();
        int first = token.lastIndexOf('.') + 1;
        return token.substring(0, first) + (token.charAt(first) == 'A' ? 'B' : 'A') + token.substring(first + 1);
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }
}
