package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.e2e.Journey.Exchange;
import dev.postern.e2e.Journey.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(StackExtension.class)
final class OfficialClientsIT {
    private final Stack stack;

    OfficialClientsIT(Stack stack) {
        this.stack = stack;
    }

    static Stream<Plan> plans() {
        return Stream.of(
                new Plan("python", Exchanges.MODERN, null),
                new Plan("python", Exchanges.LEGACY, null),
                new Plan("python", Exchanges.MODERN, "mcp-public"),
                new Plan("typescript-v2", Exchanges.MODERN, null),
                new Plan("typescript-v2", Exchanges.LEGACY, null),
                new Plan("typescript-v2", Exchanges.LEGACY, "mcp-public"),
                new Plan("typescript-v1", Exchanges.LEGACY, null),
                new Plan("typescript-v1", Exchanges.LEGACY, "mcp-public"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void goesFromTheFirst401ToToolResults(Plan plan) {
        String url = stack.postern().endpoint().toString();

        Journey journey = stack.clients().run(plan, url);

        assertThat(journey.protocol()).isEqualTo(plan.generation());
        assertThat(journey.tools()).hasSize(40).contains("about", "list_oscal_models", "validate_oscal_content");
        assertThat(journey.about().path("version").asText()).isEqualTo("0.5.4");
        assertThat(journey.models().has("catalog")).isTrue();
        assertThat(journey.valid().path("valid").booleanValue()).isTrue();
        assertThat(journey.broken().path("valid").booleanValue()).isFalse();
        assertThat(journey.scope().split(" ")).contains("oscal:read");
        assertThat(journey.clientId())
                .satisfies(id -> assertThat(plan.registeredAs().orElse(id)).isEqualTo(id));
        assertThat(discovery(journey)).isEqualTo(expectedDiscovery(plan));
        assertThat(journey.exchanges().getFirst().challenge())
                .isEqualTo("Bearer resource_metadata=\"" + stack.postern().metadata() + "\", scope=\"oscal:read\"");
        assertThat(admitted(journey, url)).isNotEmpty().allSatisfy(exchange -> {
            assertThat(exchange.bearer()).isTrue();
            assertThat(exchange.status()).isIn(200, 202);
        });
        assertThatTheGenerationIsItsOwn(plan, admitted(journey, url));
    }

    private static List<Exchange> admitted(Journey journey, String url) {
        return journey.to(url).stream().skip(1).toList();
    }

    /// What comes before the first admitted request; a step done twice in the same way counts once.
    private static List<String> discovery(Journey journey) {
        List<String> steps = new ArrayList<>();
        for (Exchange exchange : journey.exchanges()) {
            if (exchange.bearer()) {
                break;
            }
            if (!steps.contains(exchange.path())) {
                steps.add(exchange.path());
            }
        }
        return steps;
    }

    private static List<String> expectedDiscovery(Plan plan) {
        List<String> steps = new ArrayList<>(List.of(
                "POST /mcp 401",
                "GET /.well-known/oauth-protected-resource/mcp 200",
                "GET /.well-known/oauth-authorization-server/realms/mcp 200"));
        if (plan.registeredAs().isEmpty()) {
            steps.add("POST /realms/mcp/clients-registrations/openid-connect 201");
        }
        steps.add("POST /realms/mcp/protocol/openid-connect/token 200");
        return steps;
    }

    private static void assertThatTheGenerationIsItsOwn(Plan plan, List<Exchange> admitted) {
        if (plan.isModern()) {
            assertThat(admitted).allSatisfy(exchange -> {
                assertThat(exchange.method()).isEqualTo("POST");
                assertThat(exchange.session()).isFalse();
            });
        } else {
            assertThat(admitted)
                    .extracting(Exchange::path)
                    .contains("POST /mcp 202", "GET /mcp 200", "DELETE /mcp 200");
            assertThat(admitted)
                    .filteredOn(exchange -> exchange.method().equals("POST") && exchange.status() == 200)
                    .allSatisfy(exchange -> assertThat(exchange.type()).startsWith("text/event-stream"));
            assertThat(admitted.stream().skip(1)).allMatch(Exchange::session);
        }
    }
}
