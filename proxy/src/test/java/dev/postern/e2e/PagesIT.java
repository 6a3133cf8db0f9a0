package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.counterparts.NodePackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a person meets in a browser, by a real Chromium.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesIT {
    private JsonNode seen;

    @BeforeAll
    void visit(@TempDir Path folder) throws IOException {
        Optional<Path> chromium = Visit.chromium();
        assumeTrue(chromium.isPresent(), "There is no Chromium: install it, or name one in POSTERN_TEST_CHROMIUM");
        assumeTrue(NodePackage.canRun(), "There is no Node, which drives the browser");
        seen = new Visit(folder, chromium.get()).seen();
    }

    private JsonNode scenario(String name) {
        JsonNode scenario = seen.path(name);
        assertThat(scenario.path("failed").asText()).as(name).isEmpty();
        assertThat(scenario.isObject()).as(name).isTrue();
        return scenario;
    }

    private static String text(JsonNode scenario, String name) {
        return scenario.path(name).asText();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    @Test
    void aClientThatKnowsOnlyTheUrlGetsInWithoutJavaScript() {
        JsonNode flow = scenario("flow");

        assertThat(text(flow, "login")).contains("does not see them", "close this page and nothing happens");
        assertThat(text(flow, "wrong")).contains("That name and password do not belong together");
        assertThat(text(flow, "kept")).isEqualTo("alice");
        assertThat(flow.path("arrived").has("code")).isTrue();
        assertThat(text(flow.path("arrived"), "iss")).startsWith("http://localhost:");
        assertThat(text(flow.path("arrived"), "state")).isEqualTo("af0ifjsldkj");
        assertThat(flow.path("call").asInt()).isEqualTo(200);
        assertThat(strings(flow.path("complaints"))).isEmpty();
    }

    @Test
    void theConsentPageSaysWhoMayDoWhatAndWhereTheAnswerGoes() {
        assertThat(text(scenario("flow"), "consent"))
                .contains("Allow “Notes agent” to act for you?", "Nobody has checked it")
                .contains("use the tools of this server", "stay connected without asking you again")
                .containsPattern("Server http://localhost:\\d+/mcp")
                .contains("You are alice")
                .containsPattern("Answer goes to 127.0.0.1:\\d+, on this computer http://127.0.0.1:\\d+/callback")
                .contains("only if you started that program yourself")
                .contains("/applications");
        assertThat(text(scenario("secure"), "forWebsite"))
                .containsPattern("Answer goes to localhost:\\d+ ")
                .doesNotContain("on this computer", "started that program");
        assertThat(text(scenario("privateScheme"), "consent"))
                .contains("Answer goes to cursor://anysphere.cursor-mcp", "opens cursor: addresses");
    }

    @Test
    void whoDoesNotAgreeIsSentBackWithThat() {
        JsonNode arrived = scenario("denial");

        assertThat(text(arrived, "error")).isEqualTo("access_denied");
        assertThat(text(arrived, "state")).isEqualTo("af0ifjsldkj");
        assertThat(arrived.has("code")).isFalse();
    }

    @Test
    void keysAloneAreEnoughAndTheFocusIsSeen() {
        JsonNode keyboard = scenario("keyboard");

        List<String> order = new ArrayList<>();
        keyboard.path("steps").forEach(step -> order.add((text(step, "at") + " " + text(step, "value")).strip()));
        assertThat(order).containsExactly("username", "password", "decision allow", "decision deny");
        assertThat(keyboard.path("steps")).allMatch(step -> step.path("visible").asBoolean());
        assertThat(keyboard.path("arrived").has("code")).isTrue();
    }

    @Test
    void everyPageIsAccessibleAndFitsLightAndDarkWideAndNarrow() {
        JsonNode pages = scenario("appearance");

        List<String> wrong = new ArrayList<>();
        pages.properties().forEach(page -> {
            JsonNode found = page.getValue();
            strings(found.path("violations")).forEach(violation -> wrong.add(page.getKey() + ": " + violation));
            strings(found.path("complaints")).forEach(complaint -> wrong.add(page.getKey() + ": " + complaint));
            if (found.path("overflows").asBoolean(true) || found.path("scripts").asInt(-1) != 0) {
                wrong.add(page.getKey() + ": too wide, or with a script");
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(pages).hasSize(28);
    }

    @Test
    void usersSeeWhatHasAccessAndRemoveIt() {
        JsonNode applications = scenario("applications");

        assertThat(text(applications, "before")).contains("Calendar agent", "use the tools of this server");
        assertThat(text(applications, "after")).contains("Access is removed").doesNotContain("Calendar agent");
        assertThat(text(applications, "refused")).isEqualTo("invalid_grant");
        assertThat(text(applications, "out")).contains("You are logged out");
        assertThat(text(applications, "then")).contains("Password").doesNotContain("Remove access");
    }

    @Test
    void goingBackEndsAtAPageThatSaysWhatToDo() {
        JsonNode back = scenario("goingBack");

        assertThat(text(back, "loginTwice")).contains("can be used once", "start again");
        assertThat(text(back, "backAfterConsent")).contains("can be used once", "If the application says");
        assertThat(back.path("again").asInt()).isEqualTo(400);
        assertThat(back.path("inAnotherBrowser").asInt()).isEqualTo(403);
    }

    @Test
    void aDoubleClickGivesOneCode() {
        JsonNode twice = scenario("doubleSubmit");

        assertThat(twice.path("arrivals").asInt()).isEqualTo(1);
        assertThat(text(twice, "shown")).contains("You are back");
    }

    @Test
    void aHostileNameIsText() {
        JsonNode hostile = scenario("hostileName");

        assertThat(text(hostile, "consent"))
                .contains("<img src=x", "<b>Bank</b>")
                .doesNotContain("\u202e");
        assertThat(text(hostile, "applications")).contains("<img src=x");
        assertThat(hostile.path("strange").asInt(-1)).isZero();
        assertThat(strings(hostile.path("complaints"))).isEmpty();
    }

    @Test
    void aStrangersSiteCanNeitherFrameThePageNorSendItsForm() {
        JsonNode framed = scenario("framed");

        assertThat(text(framed, "reached")).startsWith("chrome-error:");
        assertThat(text(framed, "inside")).doesNotContain("Allow");
        assertThat(framed.path("posted").asInt()).isEqualTo(403);
        assertThat(text(framed, "told")).contains("from a page of another site", "nothing was done");
        assertThat(text(scenario("flow"), "policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("script-src", "unsafe");
    }

    @Test
    void behindTlsTheCookiesAreBoundToTheHost() {
        JsonNode secure = scenario("secure");

        assertThat(secure.path("cookies")).hasSize(2).allSatisfy(cookie -> {
            assertThat(text(cookie, "name")).startsWith("__Host-");
            assertThat(text(cookie, "path")).isEqualTo("/");
            assertThat(text(cookie, "sameSite")).isEqualTo("Lax");
            assertThat(cookie.path("secure").asBoolean()).isTrue();
            assertThat(cookie.path("httpOnly").asBoolean()).isTrue();
        });
        assertThat(secure.path("arrived").has("code")).isTrue();
    }

    @Test
    void withoutTlsTheCookiesAreKeptFromScriptsAllTheSame() {
        assertThat(scenario("flow").path("cookies")).hasSize(2).allSatisfy(cookie -> {
            assertThat(text(cookie, "name")).startsWith("postern-");
            assertThat(text(cookie, "sameSite")).isEqualTo("Lax");
            assertThat(cookie.path("httpOnly").asBoolean()).isTrue();
        });
    }

    @Test
    void theFormLeadsThroughTheProviderToTheClient() {
        JsonNode through = scenario("throughAProvider");

        assertThat(text(through, "consent")).contains("Allow, and log in with");
        assertThat(through.path("arrived").has("code")).isTrue();
        assertThat(through.path("token").asInt()).isEqualTo(200);
        assertThat(text(through, "applications")).contains("Notes agent");
        assertThat(strings(through.path("complaints"))).isEmpty();
    }

    @Test
    void theFormLeadsToAProgramWithASchemeOfItsOwn() {
        JsonNode scheme = scenario("privateScheme");

        assertThat(strings(scheme.path("asked"))).last().asString().startsWith("cursor://anysphere.cursor-mcp/");
        assertThat(strings(scheme.path("complaints"))).isEmpty();
    }
}
