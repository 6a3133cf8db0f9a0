package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.counterparts.NodePackage;
import dev.postern.e2e.Journey.Exchange;
import dev.postern.e2e.Journey.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The official clients log in at Postern, before providers that have one client for all of them and register none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class AuthorizationServerIT {
    private static final String KEYCLOAK = "keycloak";
    private static final String OIDC_PROVIDER = "oidc-provider";

    private final Stack stack;
    private final ClientDocument document = ClientDocument.published(Stack.WORK);
    private final OidcProvider provider;
    private final Postern beforeKeycloak;
    private final Postern beforeOidcProvider;

    AuthorizationServerIT(Stack stack) {
        assumeTrue(NodePackage.canRun(), "There is no Node on this machine: oidc-provider is left out.");
        this.stack = stack;
        Faces faces = new Faces(stack);
        List<String> options = new ArrayList<>(document.options());
        options.add("--policy=" + stack.file("authserver.yaml", StepUpIT.POLICY));
        this.beforeKeycloak = faces.beforeKeycloak("authserver-keycloak", options);
        int port = Ports.free();
        this.provider = OidcProvider.started(
                "authserver-provider",
                NodePackage.installed(Stack.SCRIPTS, "oidc-provider", Stack.WORK),
                stack.resource(),
                "http://localhost:" + port + "/callback",
                Stack.LOGS);
        this.beforeOidcProvider = faces.before(provider, "authserver-oidc-provider", port, options);
    }

    @AfterAll
    void close() {
        beforeKeycloak.close();
        beforeOidcProvider.close();
        provider.close();
        document.close();
    }

    /// A client, and the provider whose users it is for.
    record Way(String provider, Plan plan) {}

    Stream<Way> ways() {
        return Stream.of(
                new Way(KEYCLOAK, new Plan("python", Exchanges.MODERN, null)),
                new Way(KEYCLOAK, new Plan("python", Exchanges.LEGACY, document.url())),
                new Way(KEYCLOAK, new Plan("typescript-v2", Exchanges.MODERN, document.url())),
                new Way(KEYCLOAK, new Plan("typescript-v2", Exchanges.LEGACY, null)),
                new Way(KEYCLOAK, new Plan("typescript-v1", Exchanges.LEGACY, null)),
                new Way(KEYCLOAK, new Plan("typescript-v1", Exchanges.LEGACY, document.url())),
                new Way(OIDC_PROVIDER, new Plan("python", Exchanges.MODERN, document.url())),
                new Way(OIDC_PROVIDER, new Plan("typescript-v2", Exchanges.MODERN, null)),
                new Way(OIDC_PROVIDER, new Plan("typescript-v1", Exchanges.LEGACY, null)));
    }

    static Stream<Way> waysToAuthenticate() {
        return Stream.of(KEYCLOAK, OIDC_PROVIDER)
                .flatMap(provider -> Stream.of(
                                new Plan("python", Exchanges.MODERN, null, "client_secret_basic"),
                                new Plan("typescript-v2", Exchanges.MODERN, null, "client_secret_post"),
                                new Plan("typescript-v1", Exchanges.LEGACY, null, "none"))
                        .map(plan -> new Way(provider, plan)));
    }

    private Postern postern(Way way) {
        return way.provider().equals(KEYCLOAK) ? beforeKeycloak : beforeOidcProvider;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void logsInWithNothingButTheUrlAndComesBackForAFurtherScope(Way way) {
        Postern postern = postern(way);

        StepUp journey = stack.clients().stepUp(way.plan(), postern.endpoint().toString());

        assertThat(journey.protocol()).isEqualTo(way.plan().generation());
        assertThat(discovery(journey.exchanges())).isEqualTo(expectedDiscovery(way.plan()));
        way.plan().registeredAs().ifPresent(id -> assertThat(journey.clientId()).isEqualTo(id));
        assertThatItKnowsNobodyElse(postern, journey.exchanges());
        assertThat(journey.scopesBefore()).contains("oscal:read").doesNotContain("oscal:write");
        assertThat(journey.toolsBefore()).hasSize(38).doesNotContain("validate_oscal_content");
        assertThat(journey.refusals())
                .singleElement()
                .asString()
                .contains("error=\"insufficient_scope\"", "scope=\"oscal:read oscal:write\"");
        assertThat(journey.pages().getFirst()).contains(shown(way.plan()), "oscal:write", "127.0.0.1:53682");
        assertThat(journey.valid().path("valid").booleanValue()).isTrue();
        assertThat(journey.scopesAfter()).contains("oscal:read", "oscal:write");
        assertThat(journey.toolsAfter()).hasSize(40).containsAll(journey.toolsBefore());
    }

    @ParameterizedTest
    @MethodSource("waysToAuthenticate")
    void refreshesWithoutItsUserUntilItIsRevoked(Way way) {
        Postern postern = postern(way);

        Renewal journey = stack.clients().renewal(way.plan(), postern.endpoint().toString());

        assertThat(journey.refreshed()).isTrue();
        assertThat(journey.pagesOfRefresh()).isEmpty();
        assertThat(journey.pagesAfterRevocation().getFirst()).contains("Postern end-to-end");
        assertThat(journey.toolsAfter()).isEqualTo(journey.toolsBefore());
        assertThat(journey.exchanges())
                .extracting(Exchange::path)
                .filteredOn(path -> path.startsWith("POST /token") || path.startsWith("POST /revoke"))
                .containsExactly(
                        "POST /token 200", "POST /token 200", "POST /revoke 200", "POST /token 400", "POST /token 200");
        assertThatItKnowsNobodyElse(postern, journey.exchanges());
    }

    /// What comes before the first admitted request; a step done twice in the same way counts once.
    private static List<String> discovery(List<Exchange> exchanges) {
        return exchanges.stream()
                .takeWhile(exchange -> !exchange.bearer())
                .map(Exchange::path)
                .distinct()
                .toList();
    }

    private static List<String> expectedDiscovery(Plan plan) {
        List<String> steps = new ArrayList<>(List.of(
                "POST /mcp 401",
                "GET /.well-known/oauth-protected-resource/mcp 200",
                "GET /.well-known/oauth-authorization-server 200"));
        if (plan.registeredAs().isEmpty()) {
            steps.add("POST /register 201");
        }
        steps.add("POST /token 200");
        return steps;
    }

    /// What the person reads of the client: the name it gave itself, or the one of its document.
    private static String shown(Plan plan) {
        return plan.registeredAs().isEmpty()
                ? "Postern end-to-end, " + (plan.client().equals("python") ? "Python" : "TypeScript")
                : ClientDocument.NAME;
    }

    private static void assertThatItKnowsNobodyElse(Postern postern, List<Exchange> exchanges) {
        String origin = postern.endpoint().toString().replaceFirst("/mcp$", "/");
        assertThat(exchanges).extracting(Exchange::url).allMatch(url -> url.startsWith(origin));
    }
}
