package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import dev.postern.token.InvalidReason;
import dev.postern.token.Verdict;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What our own resource server makes of tokens that were revoked.
class RevokedTokensTest {
    private final TestFace face = new TestFace();
    private final OwnResourceServer resource = new OwnResourceServer(face.keys, face.revoked::contains, face.clock);

    /// A client with its tokens.
    record Login(String client, String accessToken, String refreshToken) {}

    @AfterEach
    void stop() {
        resource.close();
    }

    static Stream<BiConsumer<TestFace, Login>> endings() {
        return Stream.of(
                (face, login) -> revoke(face, login, login.accessToken()),
                (face, login) -> revoke(face, login, login.refreshToken()),
                RevokedTokensTest::endAtTheApplications,
                (face, login) -> face.memory.clients().delete(login.client()));
    }

    private static void revoke(TestFace face, Login login, String token) {
        face.post("/revoke", Map.of("client_id", login.client(), "token", token));
    }

    private static void endAtTheApplications(TestFace face, Login login) {
        AuthResponse page = face.get("/applications");
        face.post(
                "/applications",
                Map.of("token", TestFace.hidden(page, "token"), "grant", TestFace.hidden(page, "grant")));
    }

    private static String text(JsonObject members, String name) {
        return members.string(name).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void refusesATokenWhoseEndItHasHeardOf(BiConsumer<TestFace, Login> end) {
        String client = face.publicClient();
        JsonObject tokens = face.tokens(client);
        String token = text(tokens, "access_token");
        Verdict before = resource.verify(token);

        end.accept(face, new Login(client, token, text(tokens, "refresh_token")));
        face.revoked.refresh();

        assertThat(before).isInstanceOf(Verdict.Valid.class);
        assertThat(resource.verify(token)).isInstanceOf(Verdict.Invalid.class);
        assertThat(((Verdict.Invalid) resource.verify(token)).reason()).isEqualTo(InvalidReason.INACTIVE);
    }

    @Test
    void takesTheTokensOfOthersAllTheSame() {
        String client = face.publicClient();
        JsonObject revoked = face.tokens(client);
        face.forgetCookies();
        JsonObject good = face.tokens(client);

        face.post("/revoke", Map.of("client_id", client, "token", text(revoked, "refresh_token")));
        face.revoked.refresh();

        assertThat(resource.verify(text(good, "access_token"))).isInstanceOf(Verdict.Valid.class);
    }
}
