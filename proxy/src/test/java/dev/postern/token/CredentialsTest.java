package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oauth.BearerToken;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER abc", "bEaReR abc", "Bearer   abc"})
    void readsATokenWithTheSchemeInAnyCaseAfterAnyNumberOfSpaces(String field) {
        assertThat(Credentials.read(List.of(field)))
                .isEqualTo(new Credentials.Presented(Credentials.Scheme.BEARER, new BearerToken("abc")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b-c_d~e+f/g==", "0", "x="})
    void readsEveryCharacterOfAB64Token(String token) {
        assertThat(Credentials.read(List.of("Bearer " + token)))
                .isEqualTo(new Credentials.Presented(Credentials.Scheme.BEARER, new BearerToken(token)));
    }

    @Test
    void seesNoCredentialsWithoutTheField() {
        assertThat(Credentials.read(List.of())).isEqualTo(new Credentials.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YTpi",
                "Digest username=\"x\"",
                "Bearerabc",
                "Bearer.abc",
                "Negotiate",
                "eyJhbGciOiJub25lIn0.e30."
            })
    void seesNoBearerCredentialsInAnotherScheme(String field) {
        assertThat(Credentials.read(List.of(field))).isEqualTo(new Credentials.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer    ",
                "Bearer\tabc",
                "Bearer \tabc",
                "Bearer abc ",
                "Bearer abc def",
                "Bearer abc,Bearer def",
                "Bearer =",
                "Bearer a=b",
                "Bearer \"abc\"",
                "Bearer token=\"abc\"",
                "Bearer:abc",
                "Bearer=abc",
                "Bearer abcé",
                "Bearer a\u0000b",
                "Bearer abc\r\n",
                " Bearer abc",
                "",
                "\u00a0Bearer abc",
            })
    void refusesWhatIsMeantAsBearerButIsNot(String field) {
        assertThat(Credentials.read(List.of(field))).isInstanceOf(Credentials.Malformed.class);
    }

    @Test
    void refusesTwoFieldsWhateverTheySay() {
        assertThat(Credentials.read(List.of("Bearer abc", "Bearer abc"))).isInstanceOf(Credentials.Malformed.class);
        assertThat(Credentials.read(List.of("Basic YTpi", "Bearer abc"))).isInstanceOf(Credentials.Malformed.class);
        assertThat(Credentials.read(List.of("", ""))).isInstanceOf(Credentials.Malformed.class);
    }

    @Test
    void readsDpopOnlyWhereItIsTaken() {
        assertThat(Credentials.read(List.of("DPoP abc"))).isEqualTo(new Credentials.None());
        assertThat(Credentials.read(List.of("dpop abc"), true))
                .isEqualTo(new Credentials.Presented(Credentials.Scheme.DPOP, new BearerToken("abc")));
        assertThat(Credentials.read(List.of("DPoP"), true)).isInstanceOf(Credentials.Malformed.class);
        assertThat(Credentials.read(List.of("Basic abc"), true)).isEqualTo(new Credentials.None());
    }

    @Test
    void neverPrintsTheToken() {
        Credentials presented = Credentials.read(List.of("Bearer very-secret"));

        assertThat(presented.toString()).doesNotContain("very-secret");
    }
}
