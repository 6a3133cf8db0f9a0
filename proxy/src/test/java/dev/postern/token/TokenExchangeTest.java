package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ClientAuthentication;
import dev.postern.config.KeysConfig;
import dev.postern.config.UpstreamCredential;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import dev.postern.outbound.IssuerClient;
import dev.postern.testing.Fault;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import dev.postern.token.UpstreamCredentials.Caller;
import dev.postern.token.UpstreamCredentials.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TokenExchangeTest {
    private static final Credential ISSUED = new Credential.Granted(new BearerToken("issued"));

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = new TestIssuer("", "ES256", clock);
    private final IssuerClient client = new IssuerClient(
            new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(2), 262_144, false));
    private final TokenExchange exchange = exchange(new ClientAuthentication.SecretBasic(new ClientSecret("s:e")));

    TokenExchangeTest() {
        issuer.grant("{\"access_token\":\"issued\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    @AfterEach
    void close() {
        client.close();
        issuer.close();
    }

    private TokenExchange exchange(ClientAuthentication authentication) {
        return new TokenExchange(
                new UpstreamCredential.Exchanged(
                        null,
                        "post ern",
                        authentication,
                        List.of("tools"),
                        List.of("https://tools.example.com/"),
                        Scopes.parse("tools:read")),
                issuer.issuer(),
                client,
                clock);
    }

    private Caller caller(String token) {
        return new Caller(
                new BearerToken(token),
                new Identity(
                        issuer.issuer(),
                        "alice",
                        null,
                        Scopes.NONE,
                        clock.instant().plus(Duration.ofHours(1))));
    }

    @Test
    void asksAsRfc8693Says() {
        assertThat(exchange.obtain(caller("mine"))).isEqualTo(ISSUED);

        assertThat(issuer.grantRequests())
                .containsExactly(
                        "Basic cG9zdCtlcm46cyUzQWU=\ngrant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange"
                                + "&subject_token=mine&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token"
                                + "&requested_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token"
                                + "&audience=tools&resource=https%3A%2F%2Ftools.example.com%2F&scope=tools%3Aread");
    }

    @Test
    void showsItsSecretInTheFormWhereToldTo() {
        exchange(new ClientAuthentication.SecretPost(new ClientSecret("s&e"))).obtain(caller("mine"));

        assertThat(issuer.grantRequests().getFirst())
                .startsWith("no Authorization\n")
                .endsWith("&client_id=post+ern&client_secret=s%26e");
    }

    @Test
    void asksOnceForEachTokenUntilShortlyBeforeTheEndOfTheOther() {
        assertThat(exchange.known(caller("mine"))).isEmpty();
        exchange.obtain(caller("mine"));
        exchange.obtain(caller("another"));

        clock.advance(Duration.ofSeconds(269));
        assertThat(exchange.known(caller("mine"))).contains(ISSUED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(exchange.known(caller("mine"))).isEmpty();
        assertThat(issuer.grantRequests()).hasSize(2);
    }

    @Test
    void keepsNoneLongerThanTheTokenItCameFor() {
        Caller caller = new Caller(
                new BearerToken("mine"),
                new Identity(
                        issuer.issuer(),
                        "alice",
                        null,
                        Scopes.NONE,
                        clock.instant().plusSeconds(50)));
        exchange.obtain(caller);

        clock.advance(Duration.ofSeconds(41));

        assertThat(exchange.known(caller)).isEmpty();
    }

    @Test
    void manyWhoWantTheSameAreOneQuestion() throws Exception {
        List<Callable<Credential>> wishes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            wishes.add(() -> exchange.obtain(caller("mine")));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Credential> wish : threads.invokeAll(wishes)) {
                assertThat(wish.get()).isEqualTo(ISSUED);
            }
        }

        assertThat(issuer.grantRequests()).hasSize(1);
    }

    @Test
    void aRefusalIsRememberedForAMoment() {
        issuer.grantFault(Fault.BAD_REQUEST);

        assertThat(exchange.obtain(caller("mine")))
                .isEqualTo(new Credential.Refused("the authorization server refused: status 400 (bad)"));
        assertThat(exchange.known(caller("mine"))).isPresent();
        assertThat(exchange.known(caller("another"))).isEmpty();

        clock.advance(Duration.ofSeconds(5));
        issuer.grantFault(Fault.NONE);
        assertThat(exchange.known(caller("mine"))).isEmpty();
        assertThat(exchange.obtain(caller("mine"))).isEqualTo(ISSUED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR", "UNAUTHORIZED", "NOT_FOUND", "HTML", "EMPTY", "GARBAGE", "REDIRECT", "SLOW", "CUT"})
    void anOutageIsNoRefusalAndIsNotRemembered(Fault fault) {
        issuer.grantFault(fault);

        assertThat(exchange.obtain(caller("mine"))).isInstanceOf(Credential.Unavailable.class);
        assertThat(exchange.known(caller("mine"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token\":\"issued\"}",
                "{\"access_token\":\"issued\",\"token_type\":\"DPoP\"}",
                "{\"access_token\":\"two words\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"mine\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"Bearer\"}"
            })
    void takesNothingButAnotherBearerToken(String answer) {
        issuer.grant(answer);

        assertThat(exchange.obtain(caller("mine"))).isInstanceOf(Credential.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1e30"})
    void survivesAnyLifetime(String seconds) {
        issuer.grant("{\"access_token\":\"issued\",\"token_type\":\"bearer\",\"expires_in\":" + seconds + "}");

        assertThat(exchange.obtain(caller("mine"))).isEqualTo(ISSUED);
    }

    @Test
    void oneThatTheUpstreamDoesNotTakeIsNotGivenAgain() {
        exchange.obtain(caller("mine"));

        exchange.disliked(caller("mine"));

        assertThat(exchange.known(caller("mine"))).isEqualTo(Optional.empty());
    }
}
