package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom the authorization server lets in.
class AuthServerReaderTest {
    private static ConfigResult read(String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "upstream = http://127.0.0.1:8000/mcp",
                "auth-resource-server-url = https://mcp.example.com/mcp",
                "data-dir = d",
                "authserver-client-id = postern",
                "authserver-client-secret-file = secret"));
        all.addAll(List.of(lines));
        ConfigFile file = ConfigFile.parse("p.conf", all);
        assertThat(file.problems()).isEmpty();
        return ConfigReader.read(Settings.of(Map.of(), Map.of(), file), _ -> Optional.of("s3cret"));
    }

    private static List<String> problems(String... lines) {
        return switch (read(lines)) {
            case ConfigResult.Faulty faulty -> faulty.problems();
            case ConfigResult.Complete complete -> throw new AssertionError(complete);
        };
    }

    private static IdentityProviderConfig provider(String... lines) {
        return switch (read(lines)) {
            case ConfigResult.Complete complete ->
                Objects.requireNonNull(complete.config().authServer()).provider();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    @Test
    void asksWhomToLetInWhereTheWholeWorldHasAnAccount() {
        assertThat(problems("authserver = github")).singleElement().asString().contains("--authserver-allow", "org:");
        assertThat(problems(
                        "authserver = oidc",
                        "authserver-preset = google",
                        "authserver-provider-url = https://accounts.google.com"))
                .singleElement()
                .asString()
                .contains("--authserver-allow", "domain:example.com");
    }

    @Test
    void letsEverybodyInWhomAProviderOfOneOrganizationKnows() {
        assertThat(provider("authserver = oidc", "authserver-provider-url = https://id.example.com"))
                .isInstanceOfSatisfying(
                        IdentityProviderConfig.OpenIdConnect.class,
                        oidc -> assertThat(oidc.allowed())
                                .containsExactly(new AllowedUser(AllowedUser.Kind.ANYONE, "")));
    }

    @Test
    void readsWhomToLetIn() {
        assertThat(provider("authserver = github", "authserver-allow = org:acme, user:octocat"))
                .isInstanceOfSatisfying(
                        IdentityProviderConfig.GitHub.class,
                        gitHub -> assertThat(gitHub.allowed())
                                .containsExactly(
                                        new AllowedUser(AllowedUser.Kind.ORG, "acme"),
                                        new AllowedUser(AllowedUser.Kind.USER, "octocat")));
    }

    @ParameterizedTest
    @CsvSource({
        "email:a@example.com, nothing that github tells",
        "everyone, says nothing that is known",
        "anyone:acme, is not complete",
        "org:, is not complete"
    })
    void refusesWhatCannotBeLookedAt(String whom, String said) {
        assertThat(problems("authserver = github", "authserver-allow = " + whom))
                .anySatisfy(problem -> assertThat(problem).contains("--authserver-allow", said));
    }
}
