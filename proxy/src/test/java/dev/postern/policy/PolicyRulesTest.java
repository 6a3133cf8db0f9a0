package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.PolicyConfig;
import dev.postern.config.PolicyFile;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Call;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may do what by a policy file.
class PolicyRulesTest {
    private static final AccessPolicy POLICY = policy("base", """
            scopes:
              all: [write]
              write: [read]
            rules:
            - {name: files, tools: ["save_*", load_file], scopes: [write]}
            - {name: secret, resources: ["file:///srv/secret/*"], effect: deny}
            - {name: docs, resources: ["file:///srv/*"], scopes: [read]}
            - {name: engineers, tools: ["deploy_*"], groups: [eng, ops], scopes: [write]}
            - {name: roles, tools: [admin_tool], roles: [admin]}
            - {name: tier, tools: [gold_tool], claims: {tier: [gold, platinum], realm.level: [7]}}
            - {name: persons, tools: [private_tool], subjects: [alice, bob]}
            - {name: clients, tools: [client_tool], clients: [cli]}
            - {name: issuers, tools: [issuer_tool], issuers: ["https://id.example"]}
            - {name: small, tools: [query], when: "args.limit <= 10"}
            - {name: large, tools: [query], scopes: [all]}
            - {name: office, tools: [door], when: "claims.office == 'here'"}
            - {name: prompts, prompts: ["p_*"], scopes: [read]}
            - {name: quiet, methods: [logging/setLevel], effect: deny}
            - {name: custom, methods: ["x/*"], scopes: [write]}
            - {name: rest, tools: ["list_*"]}
            """);

    private static AccessPolicy policy(String required, String yaml) {
        return new AccessPolicy(Scopes.parse(required), List.of(), config(yaml));
    }

    private static PolicyConfig config(String yaml) {
        return switch (PolicyFile.read("policy.yaml", yaml)) {
            case PolicyFile.Result.Complete(PolicyConfig policy) -> policy;
            case PolicyFile.Result.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    private static Identity caller(String scopes, String claims) {
        return new Identity(
                new Issuer("https://id.example"),
                "alice",
                "cli",
                Scopes.parse(scopes),
                Instant.MAX,
                StrictJson.read(claims).orElseThrow());
    }

    private static Identity caller(String scopes) {
        return caller(scopes, "{}");
    }

    private static Call call(String method, Target target, String params) {
        return new Call("1", method, target, StrictJson.read(params).orElseThrow());
    }

    private static Call tool(String name, String arguments) {
        return call(
                "tools/call",
                new Target(Kind.TOOL, name),
                "{\"name\": \"%s\", \"arguments\": %s}".formatted(name, arguments));
    }

    private static Call tool(String name) {
        return tool(name, "{}");
    }

    private static Call resource(String method, String uri) {
        return call(method, new Target(Kind.RESOURCE, uri), "{}");
    }

    private static Call plain(String method, String params) {
        return call(method, Target.NONE, params);
    }

    private static String ask(AccessPolicy policy, Identity identity, McpMessage... messages) {
        return switch (policy.decide(identity, List.of(messages))) {
            case Admitted admitted -> "admitted by " + admitted.rule();
            case Decision.Denied(Scopes needed, String rule) -> "denied by " + rule + " for " + needed;
            case Decision.Forbidden(String rule, String _) -> "forbidden by " + rule;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "list_all, base, admitted by rest",
        "list_, base, admitted by rest",
        "save_x, base write, admitted by files",
        "save_x, base all, admitted by files",
        "save_x, base, denied by files for base write",
        "save_x, base read, denied by files for base write",
        "save_x, write, denied by required-scopes for base write",
        "load_file, base all, admitted by files",
        "load_file2, base all, forbidden by default",
        "Save_x, base all, forbidden by default",
        "unknown, base all, forbidden by default",
        "list_all, '', denied by required-scopes for base",
        "deploy_x, base write, forbidden by engineers",
        "admin_tool, base all, forbidden by roles",
        "private_tool, base, admitted by persons",
        "client_tool, base, admitted by clients",
        "issuer_tool, base, admitted by issuers"
    })
    void theFirstRuleAboutAToolDecides(String tool, String scopes, String decision) {
        assertThat(ask(POLICY, caller(scopes), tool(tool))).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deploy_x | {\"groups\": [\"eng\"]} | admitted by engineers",
                "deploy_x | {\"groups\": [\"x\", \"ops\"]} | admitted by engineers",
                "deploy_x | {\"groups\": \"ops\"} | admitted by engineers",
                "deploy_x | {\"groups\": \"eng ops\"} | forbidden by engineers",
                "deploy_x | {\"groups\": [\"Eng\"]} | forbidden by engineers",
                "deploy_x | {\"groups\": [[\"eng\"]]} | forbidden by engineers",
                "deploy_x | {\"groups\": {\"eng\": true}} | forbidden by engineers",
                "deploy_x | {\"groups\": null} | forbidden by engineers",
                "admin_tool | {\"roles\": [\"admin\"]} | admitted by roles",
                "admin_tool | {\"role\": [\"admin\"]} | forbidden by roles",
                "gold_tool | {\"tier\": \"gold\", \"realm\": {\"level\": 7}} | admitted by tier",
                "gold_tool | {\"tier\": [\"platinum\"], \"realm\": {\"level\": [6, 7]}} | admitted by tier",
                "gold_tool | {\"tier\": \"gold\", \"realm.level\": 7} | admitted by tier",
                "gold_tool | {\"tier\": \"gold\", \"realm\": {\"level\": 8}} | forbidden by tier",
                "gold_tool | {\"tier\": \"gold\"} | forbidden by tier",
                "gold_tool | {\"realm\": {\"level\": 7}} | forbidden by tier",
                "gold_tool | {} | forbidden by tier",
                "door | {\"office\": \"here\"} | admitted by office",
                "door | {\"office\": \"there\"} | forbidden by default",
                "door | {} | forbidden by office",
            })
    void whatACallerIsComesFromItsClaims(String tool, String claims, String decision) {
        assertThat(ask(POLICY, caller("base write", claims), tool(tool))).isEqualTo(decision);
    }

    @Test
    void whoLacksAGroupIsNotToldToComeBackWithScopes() {
        assertThat(POLICY.decide(caller("base"), List.of(tool("deploy_x"))))
                .isInstanceOfSatisfying(
                        Decision.Forbidden.class,
                        forbidden -> assertThat(forbidden.sentence()).contains("engineers", "groups", "eng, ops"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"limit\": 10} | base | admitted by small",
                "{\"limit\": 10.5} | base | denied by large for base all",
                "{\"limit\": 11} | base all | admitted by large",
                "{\"limit\": 11} | base | denied by large for base all",
                "{} | base all | forbidden by small",
                "{\"limit\": \"10\"} | base all | forbidden by small",
                "{\"limit\": null} | base all | forbidden by small"
            })
    void aConditionIsPartOfWhatARuleIsAbout(String arguments, String scopes, String decision) {
        assertThat(ask(POLICY, caller(scopes), tool("query", arguments))).isEqualTo(decision);
    }

    @Test
    void aConditionThatCannotBeEvaluatedLetsNobodyInAndTellsNoArgument() {
        assertThat(POLICY.decide(caller("base all"), List.of(tool("query", "{\"limit\": \"hush-hush\"}"))))
                .isInstanceOfSatisfying(Decision.Forbidden.class, forbidden -> {
                    assertThat(forbidden.rule()).isEqualTo("small");
                    assertThat(forbidden.sentence())
                            .contains("condition could not be evaluated")
                            .doesNotContain("hush");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "file:///srv/a, admitted by docs",
        "file:///srv/a/b/c, admitted by docs",
        "file:///srv/a?x=y, admitted by docs",
        "file:///srv/a%20b, admitted by docs",
        "file:///srv/secret/a, forbidden by secret",
        "file:///srv/x/../secret/a, forbidden by secret",
        "file:///srv/%73ecret/a, forbidden by secret",
        "file:///srv//secret/a, forbidden by secret",
        "file:///srv/./secret/a, forbidden by secret",
        "file:///srv/../etc/passwd, forbidden by default",
        "file:///srv/%2e%2e/etc/passwd, forbidden by default",
        "file:///srv/..%2fetc/passwd, forbidden by default",
        "file:///srv/..\\etc\\passwd, forbidden by default",
        "file:///etc/passwd, forbidden by default",
        "FILE:///srv/a, forbidden by default",
        "file:///srv, forbidden by default"
    })
    void aResourceIsJudgedAsWrittenAndAsServersMayReadIt(String uri, String decision) {
        for (String method : List.of("resources/read", "resources/subscribe", "resources/unsubscribe")) {
            assertThat(ask(POLICY, caller("base read"), resource(method, uri))).isEqualTo(decision);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "p_a, base read, admitted by prompts",
        "p_a, base, denied by prompts for base read",
        "q, base all, forbidden by default"
    })
    void aPromptIsJudgedByItsName(String name, String scopes, String decision) {
        assertThat(ask(POLICY, caller(scopes), call("prompts/get", new Target(Kind.PROMPT, name), "{}")))
                .isEqualTo(decision);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "server/discover",
                "tools/list",
                "prompts/list",
                "resources/list",
                "resources/templates/list",
                "subscriptions/listen",
                "tasks/get",
                "tasks/list",
                "tasks/result",
                "tasks/update",
                "tasks/cancel"
            })
    void theProtocolItselfNeedsNoRule(String method) {
        assertThat(ask(POLICY, caller("base"), plain(method, "{}"))).isEqualTo("admitted by protocol");
        assertThat(ask(POLICY, caller(""), plain(method, "{}"))).isEqualTo("denied by required-scopes for base");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notifications/initialized",
                "notifications/cancelled",
                "notifications/progress",
                "notifications/roots/list_changed",
                "notifications/tasks/status"
            })
    void aNotificationNeedsNoRuleAndNoAnswer(String method) {
        Call notification = new Call(null, method, Target.NONE, JsonObject.EMPTY);

        assertThat(ask(POLICY, caller("base"), notification)).isEqualTo("admitted by protocol");
        assertThat(ask(POLICY, caller("base"), plain(method, "{}"))).isEqualTo("forbidden by default");
    }

    @Test
    void anAnswerToTheServerNeedsNoRule() {
        assertThat(ask(POLICY, caller("base"), new McpMessage.Reply("7"))).isEqualTo("admitted by protocol");
    }

    @ParameterizedTest
    @CsvSource({
        "logging/setLevel, base all, forbidden by quiet",
        "x/y, base write, admitted by custom",
        "x/y, base, denied by custom for base write",
        "sampling/createMessage, base all, forbidden by default",
        "tools/Call, base all, forbidden by default",
        "tools/list/x, base all, forbidden by default",
        "unknown, base all, forbidden by default",
        "'', base all, forbidden by default"
    })
    void otherMethodsAreJudgedByTheirName(String method, String scopes, String decision) {
        assertThat(ask(POLICY, caller(scopes), plain(method, "{}"))).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ref\": {\"type\": \"ref/prompt\", \"name\": \"p_a\"}} | base read | admitted by prompts",
                "{\"ref\": {\"type\": \"ref/prompt\", \"name\": \"p_a\"}} | base | denied by prompts for base read",
                "{\"ref\": {\"type\": \"ref/prompt\", \"name\": \"q\"}} | base all | forbidden by default",
                "{\"ref\": {\"type\": \"ref/resource\", \"uri\": \"file:///srv/a/{x}\"}} | base read | admitted by docs",
                "{\"ref\": {\"type\": \"ref/resource\", \"uri\": \"file:///srv/secret/{x}\"}} | base read | forbidden by secret",
                "{\"ref\": {\"type\": \"ref/resource\", \"uri\": \"file:///etc/{x}\"}} | base read | forbidden by default",
                "{\"ref\": {\"type\": \"ref/tool\", \"name\": \"list_a\"}} | base all | forbidden by protocol",
                "{\"ref\": \"p_a\"} | base all | forbidden by protocol",
                "{} | base all | forbidden by protocol"
            })
    void aCompletionIsJudgedByWhatItCompletes(String params, String scopes, String decision) {
        assertThat(ask(POLICY, caller(scopes), plain("completion/complete", params)))
                .isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"notifications\": {\"toolsListChanged\": true}} | base | admitted by protocol",
                "{\"notifications\": {\"resourceSubscriptions\": []}} | base | admitted by protocol",
                "{\"notifications\": {\"resourceSubscriptions\": [\"file:///srv/a\"]}} | base read | admitted by protocol, docs",
                "{\"notifications\": {\"resourceSubscriptions\": [\"file:///srv/a\"]}} | base | denied by docs for base read",
                "{\"notifications\": {\"resourceSubscriptions\": [\"file:///srv/a\", \"file:///etc/x\"]}} | base read | forbidden by default",
                "{\"notifications\": {\"resourceSubscriptions\": [\"file:///srv/a\", 7]}} | base read | forbidden by protocol",
                "{\"notifications\": {\"resourceSubscriptions\": \"file:///srv/a\"}} | base read | forbidden by protocol",
                "{\"notifications\": {\"resourceSubscriptions\": {\"a\": \"b\"}}} | base read | forbidden by protocol"
            })
    void listeningToAResourceIsReadingIt(String params, String scopes, String decision) {
        assertThat(ask(POLICY, caller(scopes), plain("subscriptions/listen", params)))
                .isEqualTo(decision);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tools/call", "prompts/get", "resources/read", "resources/subscribe", "resources/unsubscribe"})
    void whatNamesNothingIsNotAdmittedEvenWhereAllIsAllowed(String method) {
        AccessPolicy open = policy("", "default: allow\nrules: [{name: a, tools: x, scopes: [s]}]");

        assertThat(ask(open, caller(""), plain(method, "{}"))).isEqualTo("forbidden by protocol");
        assertThat(ask(open, caller(""), call(method, new Target(Kind.NONE, "x"), "{}")))
                .isEqualTo("forbidden by protocol");
    }

    @Test
    void whatNoRuleIsAboutMayBeAllowed() {
        AccessPolicy open = policy("", "default: allow\nrules: [{name: a, tools: 'x*', scopes: [s]}]");

        assertThat(ask(open, caller(""), tool("y"))).isEqualTo("admitted by default");
        assertThat(ask(open, caller(""), plain("any/method", "{}"))).isEqualTo("admitted by default");
        assertThat(ask(open, caller(""), tool("xy"))).isEqualTo("denied by a for s");
    }

    @Test
    void everyMessageOfABatchMustBeAdmitted() {
        assertThat(ask(POLICY, caller("base"), tool("list_a"), tool("list_b"))).isEqualTo("admitted by rest");
        assertThat(ask(POLICY, caller("base write"), tool("list_a"), tool("save_b")))
                .isEqualTo("admitted by rest, files");
        assertThat(ask(POLICY, caller("base write"), tool("list_a"), tool("nothing")))
                .isEqualTo("forbidden by default");
    }

    @Test
    void oneChallengeNamesTheScopesOfAllMessages() {
        Call prompt = call("prompts/get", new Target(Kind.PROMPT, "p_a"), "{}");

        assertThat(ask(POLICY, caller(""), tool("list_a"), tool("save_a"), prompt))
                .isEqualTo("denied by required-scopes for base write read");
        assertThat(ask(POLICY, caller("base read"), prompt, tool("save_a")))
                .isEqualTo("denied by files for base read write");
    }

    @Test
    void whatNoScopeCuresIsSaidBeforeWhatOneWould() {
        assertThat(ask(POLICY, caller("base"), tool("save_a"), tool("nothing"))).isEqualTo("forbidden by default");
        assertThat(ask(POLICY, caller("base"), tool("nothing"), tool("save_a"))).isEqualTo("forbidden by default");
    }

    @Test
    void aRequestWithoutMessagesNeedsTheRequiredScopesOnly() {
        assertThat(POLICY.decide(caller("base"))).isInstanceOf(Admitted.class);
        assertThat(POLICY.decide(caller("x")))
                .isEqualTo(new Decision.Denied(Scopes.parse("base"), AccessPolicy.REQUIRED_SCOPES));
    }

    @Test
    void aBroaderScopeCountsForTheRequiredOnesToo() {
        AccessPolicy policy = policy("read", "scopes: {write: [read], all: [write]}");

        assertThat(policy.decide(caller("all"))).isInstanceOf(Admitted.class);
        assertThat(policy.decide(caller("other"))).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void readsAndFiltersNothingWhereNoRuleSaysSo() {
        AccessPolicy policy = new AccessPolicy(Scopes.NONE);

        assertThat(policy.readsMessages()).isFalse();
        assertThat(policy.filtersLists()).isFalse();
        assertThat(policy.isCostly()).isFalse();
        assertThat(policy.mayList(caller(""), Kind.TOOL, "x")).isTrue();
        assertThat(POLICY.readsMessages()).isTrue();
        assertThat(POLICY.filtersLists()).isTrue();
        assertThat(policy("", "default: deny\nlists: pass").filtersLists()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "TOOL, list_a, base, true",
        "TOOL, save_a, base, false",
        "TOOL, save_a, base write, true",
        "TOOL, nothing, base all, false",
        "TOOL, deploy_x, base all, false",
        "TOOL, query, base, true",
        "TOOL, door, base, false",
        "TOOL, '', base all, false",
        "PROMPT, p_a, base, false",
        "PROMPT, p_a, base read, true",
        "PROMPT, list_a, base read, false",
        "RESOURCE, file:///srv/a, base read, true",
        "RESOURCE, file:///srv/secret/a, base read, false",
        "RESOURCE, file:///srv/../etc, base read, false",
        "RESOURCE_TEMPLATE, 'file:///srv/{name}', base read, true",
        "RESOURCE_TEMPLATE, 'file:///{+path}', base read, true",
        "RESOURCE_TEMPLATE, 'file:///{+path}', base, false",
        "RESOURCE_TEMPLATE, 'file:///srv/secret/{name}', base read, false",
        "RESOURCE_TEMPLATE, '{scheme}://{x}{y}', base read, true",
        "RESOURCE_TEMPLATE, 'http://{x}', base read, false",
        "RESOURCE_TEMPLATE, 'file:///srv/*/{x}\\', base read, true",
        "NONE, list_a, base all, false"
    })
    void listsShowWhatACallerCouldUse(Kind kind, String name, String scopes, boolean shown) {
        assertThat(POLICY.mayList(caller(scopes), kind, name)).isEqualTo(shown);
    }

    @Test
    void aConditionOnClaimsIsSettledForListsAndOneOnArgumentsIsNot() {
        AccessPolicy policy = policy("", """
                rules:
                - {name: a, tools: [t], when: "claims.x == 1 && args.y == 1"}
                - {name: b, tools: [u], when: "claims.x == 1"}
                - {name: c, tools: [v], when: "args.y == 1", effect: deny}
                - {name: d, tools: [v]}
                - {name: e, tools: [w], when: "args.y == 1", effect: deny}
                - {name: f, tools: ["?"], when: "call.name == 'z'"}
                """);

        assertThat(Stream.of("t", "u", "v", "w", "y", "z")
                        .filter(tool -> policy.mayList(caller("", "{\"x\": 1}"), Kind.TOOL, tool)))
                .containsExactly("t", "u", "v", "z");
        assertThat(Stream.of("t", "u", "v", "w", "y", "z")
                        .filter(tool -> policy.mayList(caller("", "{\"x\": 2}"), Kind.TOOL, tool)))
                .containsExactly("t", "v", "z");
        assertThat(Stream.of("t", "u").filter(tool -> policy.mayList(caller(""), Kind.TOOL, tool)))
                .containsExactly("t");
    }

    /// Over many policies of allowing rules, drawn by a fixed seed.
    @Test
    void anotherScopeNeverTakesARightAway() {
        Random random = new Random(6);
        List<String> scopes = List.of("a", "b", "c", "d");
        for (int round = 0; round < 300; round++) {
            AccessPolicy policy = policy("", drawn(random, scopes));
            for (int i = 0; i < 40; i++) {
                List<String> granted = some(random, scopes);
                List<String> more = new ArrayList<>(granted);
                more.add(scopes.get(random.nextInt(scopes.size())));
                Call call = tool(List.of("x1", "x2", "y1", "z").get(random.nextInt(4)));
                if (policy.decide(caller(String.join(" ", granted)), List.of(call)) instanceof Admitted) {
                    assertThat(policy.decide(caller(String.join(" ", more)), List.of(call)))
                            .isInstanceOf(Admitted.class);
                }
            }
        }
    }

    private static String drawn(Random random, List<String> scopes) {
        StringBuilder yaml = new StringBuilder("scopes: {a: [b], b: [c]}\ndefault: ")
                .append(random.nextBoolean() ? "allow" : "deny")
                .append("\nrules:\n");
        List<String> globs = List.of("x1", "x?", "?2", "y*");
        for (int i = 0; i < globs.size(); i++) {
            List<String> needed = some(random, scopes);
            yaml.append("- {name: r%d, tools: ['%s']".formatted(i, globs.get(i)))
                    .append(needed.isEmpty() ? "" : ", scopes: " + needed)
                    .append("}\n");
        }
        return yaml.toString();
    }

    private static List<String> some(Random random, List<String> all) {
        return all.stream().filter(_ -> random.nextInt(3) == 0).toList();
    }

    @Test
    void moreSubscriptionsThanAnybodyHasAreNotAdmitted() {
        String many = "\"file:///srv/a\",".repeat(400) + "\"file:///srv/b\"";

        assertThat(ask(
                        POLICY,
                        caller("base read"),
                        plain(
                                "subscriptions/listen",
                                "{\"notifications\": {\"resourceSubscriptions\": [%s]}}".formatted(many))))
                .isEqualTo("forbidden by protocol");
    }

    @Test
    void aNameWithoutEndIsNotAdmitted() {
        assertThat(ask(POLICY, caller("base"), tool("list_" + "a".repeat(9000))))
                .isEqualTo("forbidden by protocol");
    }

    @Test
    void admittedMessagesAreThoseThatWereJudgedWithoutTheirParameters() {
        Call call = tool("list_a");

        assertThat(POLICY.decide(caller("base"), List.of(call))).isInstanceOfSatisfying(Admitted.class, admitted -> {
            assertThat(admitted.messages())
                    .containsExactly(new Call(call.id(), call.method(), call.target(), JsonObject.EMPTY));
            assertThat(admitted.rule()).isEqualTo("rest");
        });
    }

    @Test
    void explainsWhichRulesWereLookedAt() {
        assertThat(POLICY.explain(caller("base"), List.of(tool("deploy_x"))))
                .containsExactly(
                        "call     tools/call, tool deploy_x",
                        "  no     files: it is about something else",
                        "  no     secret: it is about something else",
                        "  no     docs: it is about something else",
                        "  yes    engineers: this rule decides",
                        "  forbidden by engineers: it needs in the claim groups one of eng, ops; no scope would help");
        assertThat(POLICY.explain(caller("base"), List.of(tool("query", "{\"limit\": 11}"))))
                .contains(
                        "  no     small: its condition is false", "  denied by large, which needs [all]; missing: all");
        assertThat(POLICY.explain(caller("base"), List.of(tool("query"))))
                .anyMatch(line -> line.contains("forbidden by small: its condition could not be evaluated"));
        assertThat(POLICY.explain(caller("base"), List.of(plain("ping", "{}")))).contains("  allowed by protocol");
        assertThat(POLICY.explain(caller("base"), List.of(tool("list_a")))).contains("  allowed by rest");
    }
}
