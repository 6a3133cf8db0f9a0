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

    /// What a caller brings and the exact refusal; `%s` in the challenge is the URL of the metadata.
    record Refused(String what, Function<Stack, Optional<String>> authorization, int status, String challenge) {
        static Refused token(String what, Function<Stack, String> token, String description) {
            return new Refused(
                    what,
                    stack -> Optional.of("Bearer " + token.apply(stack)),
                    401,
                    challenge("invalid_token", description));
        }

        private static String challenge(String error, String description) {
            return "Bearer error=\"" + error
                    + "\", scope=\"oscal:read\", resource_metadata=\"%s\", error_description=\"" + description + '"';
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused(
                        "no credentials",
                        _ -> Optional.empty(),
                        401,
                        "Bearer resource_metadata=\"%s\", scope=\"oscal:read\""),
                Refused.token(
                        "another audience",
                        Stack::tokenForAnotherAudience,
                        "The token was issued for another audience"),
                Refused.token("expired", RefusalsIT::expiredToken, "The access token expired"),
                Refused.token("altered", RefusalsIT::alteredToken, "The token's signature does not verify"),
                Refused.token("not a JWT", _ -> "opaque", "The access token is malformed"),
                new Refused(
                        "too little scope",
                        stack -> Optional.of("Bearer " + stack.tokenWithoutScope()),
                        403,
                        Refused.challenge("insufficient_scope", "The access token lacks a scope this request needs")));
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
                .containsExactly(refused.challenge().formatted(stack.postern().metadata()));
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
