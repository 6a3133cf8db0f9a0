package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a policy file says, and what is said of one that says nothing we know.
class PolicyFileTest {
    private static PolicyConfig policy(String yaml) {
        assertThat(PolicyFile.read("policy.yaml", yaml)).isInstanceOf(PolicyFile.Result.Complete.class);
        return ((PolicyFile.Result.Complete) PolicyFile.read("policy.yaml", yaml)).policy();
    }

    private static List<String> problems(String yaml) {
        assertThat(PolicyFile.read("policy.yaml", yaml)).isInstanceOf(PolicyFile.Result.Faulty.class);
        return ((PolicyFile.Result.Faulty) PolicyFile.read("policy.yaml", yaml)).problems();
    }

    @Test
    void readsEveryField() {
        PolicyConfig policy = policy("""
                scopes: {oscal:write: [oscal:read]}
                default: allow
                lists: pass
                rules:
                  - name: all-fields
                    tools: ["a*", b]
                    prompts: p
                    resources: ["file:///x/*"]
                    methods: [logging/setLevel]
                    effect: allow
                    scopes: [oscal:read, oscal:write]
                    groups: [eng]
                    roles: admin
                    claims: {tier: [gold, silver], age: 7}
                    subjects: [alice]
                    clients: [cli]
                    issuers: ["https://id.example"]
                    when: claims.level > 3 && has(args.x)
                limits:
                  - {name: l, per: [subject, tool], tools: [t], prompts: [p], resources: [r], methods: [m], rate: 10/min, burst: 3}
                """);

        PolicyRule rule = policy.rules().getFirst();
        assertThat(policy.deniesByDefault()).isFalse();
        assertThat(policy.filterLists()).isFalse();
        assertThat(policy.hierarchy().satisfies(Scopes.parse("oscal:write"), Scopes.parse("oscal:read")))
                .isTrue();
        assertThat(rule.name()).isEqualTo("all-fields");
        assertThat(rule.targets())
                .isEqualTo(new PolicyTargets(
                        List.of(new Glob("a*"), new Glob("b")),
                        List.of(new Glob("p")),
                        List.of(new Glob("file:///x/*")),
                        List.of(new Glob("logging/setLevel"))));
        assertThat(rule.requires())
                .isEqualTo(new PolicyRequirement(
                        Scopes.parse("oscal:read oscal:write"),
                        Set.of("eng"),
                        Set.of("admin"),
                        Map.of("tier", Set.of("gold", "silver"), "age", Set.of("7")),
                        Set.of("alice"),
                        Set.of("cli"),
                        Set.of("https://id.example")));
        assertThat(rule.when()).isNotNull();
        assertThat(policy.claimNames()).containsExactlyInAnyOrder("tier", "age", "groups", "roles", "level");
        assertThat(policy.limits())
                .containsExactly(new RateLimitConfig(
                        "l",
                        Set.of(RateLimitConfig.Per.SUBJECT, RateLimitConfig.Per.TOOL),
                        new PolicyTargets(
                                List.of(new Glob("t")),
                                List.of(new Glob("p")),
                                List.of(new Glob("r")),
                                List.of(new Glob("m"))),
                        10,
                        Duration.ofMinutes(1),
                        3));
    }

    @Test
    void deniesAndFiltersWhereThereAreRulesUnlessSaidOtherwise() {
        PolicyConfig policy = policy("rules: [{name: a, tools: x}]");

        assertThat(policy.deniesByDefault()).isTrue();
        assertThat(policy.filterLists()).isTrue();
        assertThat(policy.judgesMessages()).isTrue();
    }

    @Test
    void judgesNothingWhereThereAreNoRules() {
        PolicyConfig policy = policy("limits: [{name: a, per: subject, rate: 5/s}]");

        assertThat(policy.judgesMessages()).isFalse();
        assertThat(policy.filterLists()).isFalse();
        assertThat(policy.limits().getFirst().burst()).isEqualTo(5);
        assertThat(policy.limits().getFirst().targets().matches("x", new Target(Kind.TOOL, "y")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1/s, 1, PT1S",
        "100/min, 100, PT1M",
        "7/h, 7, PT1H",
        "999999999/day, 999999999, PT24H",
        "5 / s, 5, PT1S"
    })
    void readsRates(String rate, long permits, Duration window) {
        RateLimitConfig limit = policy("limits: [{name: a, per: subject, rate: " + rate + "}]")
                .limits()
                .getFirst();

        assertThat(limit.permits()).isEqualTo(permits);
        assertThat(limit.window()).isEqualTo(window);
    }

    static List<Arguments> mistakes() {
        return List.of(
                mistake("", "line 1, column 1", "says nothing"),
                mistake("# only a remark", "line 1, column 1", "says nothing"),
                mistake("hello", "line 1, column 1", "expected fields"),
                mistake("- a", "line 1, column 1", "a list; expected fields"),
                mistake("rule: []", "line 1, column 1", "no field \"rule\"", "did you mean \"rules\""),
                mistake("rules: []", "line 1, column 1", "a list of at least one"),
                mistake("rules: x", "line 1, column 1", "a list of at least one"),
                mistake("rules:", "line 1, column 1", "a list of at least one"),
                mistake("limits: {}", "line 1, column 1", "a list of at least one"),
                mistake("default: maybe", "line 1, column 10", "\"maybe\"; expected one of allow, deny"),
                mistake("default: [deny]", "line 1, column 10", "a list; expected one of allow, deny"),
                mistake("lists: hide", "line 1, column 8", "expected one of filter, pass"),
                mistake("a: 1\na: 2", "line 2, column 1", "\"a\" is there twice"),
                mistake(
                        "rules: [{name: a, tools: x}]\nrules: [{name: b, tools: y}]",
                        "line 2",
                        "\"rules\" is there twice"),
                mistake("rules:\n  - tools: x", "line 2, column 5", "a rule without a name"),
                mistake(
                        "rules:\n  - name: a",
                        "line 2, column 5",
                        "a rule about nothing; expected one of tools, prompts"),
                mistake("rules: [a]", "line 1, column 9", "\"a\"; expected a rule such as"),
                mistake("rules: [{name: a b, tools: x}]", "line 1, column 16", "no name of a rule"),
                mistake("rules: [{name: default, tools: x}]", "line 1, column 16", "expected another name"),
                mistake("rules: [{name: protocol, tools: x}]", "line 1, column 16", "expected another name"),
                mistake("rules: [{name: [a], tools: x}]", "line 1, column 16", "a list; expected a name"),
                mistake(
                        "rules:\n- {name: a, tools: x}\n- {name: a, tools: y}",
                        "line 3, column 10",
                        "the rule of line 2 is called \"a\" too"),
                mistake("rules: [{name: a, tool: x}]", "line 1, column 19", "did you mean \"tools\"?"),
                mistake("rules: [{name: a, tools: x, scope: r}]", "line 1, column 29", "did you mean \"scopes\"?"),
                mistake("rules: [{name: a, tools: x, condition: r}]", "line 1, column 29", "no field \"condition\""),
                mistake("rules: [{name: a, tools: x, effect: block}]", "line 1, column 37", "one of allow, deny"),
                mistake("rules: [{name: a, tools: x, scopes: []}]", "line 1, column 37", "an empty list"),
                mistake("rules: [{name: a, tools: []}]", "line 1, column 26", "an empty list"),
                mistake("rules: [{name: a, tools: ''}]", "line 1, column 26", "nothing; expected a name or glob"),
                mistake("rules: [{name: a, tools: }]", "line 1", "expected a name or glob"),
                mistake("rules: [{name: a, tools: null}]", "line 1, column 26", "expected a name or glob"),
                mistake("rules: [{name: a, tools: {x: y}}]", "line 1, column 26", "a mapping; expected a list"),
                mistake("rules: [{name: a, tools: [[x]]}]", "line 1, column 27", "a list; expected a name or glob"),
                mistake("rules: [{name: a, tools: [x, x]}]", "line 1, column 30", "\"x\" is there twice"),
                mistake("rules: [{name: a, tools: 'x**'}]", "line 1, column 26", "two * in a row"),
                mistake("rules: [{name: a, tools: 'x\\d'}]", "line 1, column 26", "before none of *"),
                mistake("rules: [{name: a, tools: " + "x".repeat(1001) + "}]", "line 1, column 26", "is longer than"),
                mistake("rules: [{name: a, tools: x, scopes: ['a b']}]", "line 1, column 38", "\"a b\" is no scope"),
                mistake(
                        "rules: [{name: a, tools: x, claims: [tier]}]",
                        "line 1, column 37",
                        "expected claims and their values"),
                mistake(
                        "rules: [{name: a, tools: x, claims: {}}]",
                        "line 1, column 37",
                        "no claim; expected at least one"),
                mistake("rules: [{name: a, tools: x, claims: {tier: []}}]", "line 1, column 44", "an empty list"),
                mistake(
                        "rules: [{name: a, tools: x, claims: {tier: {a: b}}}]",
                        "line 1, column 44",
                        "expected a list of"),
                mistake("rules: [{name: a, tools: x, claims: {'': b}}]", "line 1, column 38", "a claim without a name"),
                mistake("rules: [{name: a, tools: x, groups: []}]", "line 1, column 37", "an empty list"),
                mistake("rules: [{name: a, tools: x, when: 'args.'}]", "line 1, column 41", "the condition"),
                mistake(
                        "rules: [{name: a, tools: x, when: 1 + 1}]",
                        "line 1, column 35",
                        "gives int; expected a condition"),
                mistake("rules: [{name: a, tools: x, when: ''}]", "line 1, column 35", "expected a condition"),
                mistake("rules:\n- name: a\n  tools: x\n  when: |\n    true &&\n    foo", "line 6, column 1", "'foo'"),
                mistake("rules:\n- name: a\n  tools: x\n  when: >\n    true &&\n    foo", "line 4, column 9", "'foo'"),
                mistake(
                        "rules: [{name: a, tools: x, effect: deny, scopes: [w]}]",
                        "line 1, column 43",
                        "scopes in a rule that denies everybody"),
                mistake("scopes: [a]", "line 1, column 9", "expected scopes and what they imply"),
                mistake("scopes: {a: []}", "line 1, column 13", "an empty list"),
                mistake("scopes: {a b: [c]}", "line 1, column 10", "is no scope"),
                mistake("scopes: {a: [a]}", "line 1, column 10", "implies itself, by a > a"),
                mistake("scopes: {a: [b], b: [c], c: [a]}", "line 1, column 10", "implies itself, by a > b > c > a"),
                mistake("limits: [{per: subject, rate: 1/s}]", "line 1, column 10", "a limit without a name"),
                mistake("limits: [{name: a, rate: 1/s}]", "line 1, column 10", "a limit that counts nobody"),
                mistake("limits: [{name: a, per: subject}]", "line 1, column 10", "a limit without a rate"),
                mistake("limits: [{name: a, per: user, rate: 1/s}]", "line 1, column 25", "one of subject, client"),
                mistake("limits: [{name: a, per: Subject, rate: 1/s}]", "line 1, column 25", "one of subject, client"),
                mistake("limits: [{name: a, per: [], rate: 1/s}]", "line 1, column 25", "an empty list"),
                mistake("limits: [{name: a, per: subject, rate: 0/s}]", "line 1, column 40", "\"0/s\" is no rate"),
                mistake(
                        "limits: [{name: a, per: subject, rate: 10}]",
                        "line 1, column 40",
                        "is no rate; expected a number"),
                mistake("limits: [{name: a, per: subject, rate: 1/week}]", "line 1, column 40", "is no rate"),
                mistake("limits: [{name: a, per: subject, rate: -1/s}]", "line 1, column 40", "is no rate"),
                mistake(
                        "limits: [{name: a, per: subject, rate: 1/s, burst: 0}]",
                        "line 1, column 52",
                        "whole number from 1"),
                mistake(
                        "limits: [{name: a, per: subject, rate: 1/s, burst: x}]",
                        "line 1, column 52",
                        "whole number from 1"),
                mistake(
                        "limits: [{name: a, per: subject, rate: 1/s, scopes: x}]",
                        "line 1, column 45",
                        "no field \"scopes\""),
                mistake(
                        "limits: [{name: a, per: subject, rate: 1/s}, {name: a, per: tool, rate: 1/s}]",
                        "line 1, column 53",
                        "another limit is called \"a\" too"),
                mistake("rules: [", "line 1", "no YAML"),
                mistake("rules: [}", "line 1", "no YAML"),
                mistake("a: b: c", "line 1", "no YAML"),
                mistake("\tx: y", "line 1", "no YAML"),
                mistake("a: 1\n---\nb: 2", "line 2", "no YAML"),
                mistake("a: &x [1]\nb: *x", "line 2, column 4", "an alias"),
                mistake("[".repeat(5000), "line 1, column 13", "more than 12 levels"),
                mistake("? [a]\n: b", "line 1, column 3", "a name that is no text"),
                mistake("<<: {rules: []}", "line 1, column 1", "no field \"<<\""),
                mistake("#".repeat(300_000), "line 1, column 1", "longer than"));
    }

    private static Arguments mistake(String yaml, String place, String... words) {
        return Arguments.of(yaml, place, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhereAMistakeIsAndWhatWasExpected(String yaml, String place, List<String> words) {
        assertThat(problems(yaml)).anySatisfy(problem -> {
            assertThat(problem).startsWith("\"policy.yaml\", " + place).endsWith(".");
            words.forEach(word -> assertThat(problem).contains(word));
        });
    }

    @Test
    void saysAllMistakesAtOnceInTheirOrder() {
        List<String> problems = problems("""
                default: perhaps
                rules:
                  - name: a
                    tool: x
                  - {name: b, tools: y, scopes: []}
                limits:
                  - {name: c, per: nobody, rate: fast}
                """);

        assertThat(problems).hasSize(6);
        assertThat(problems)
                .extracting(problem -> problem.replaceAll("^.*line ([0-9]+),.*$", "$1"))
                .containsExactly("1", "3", "4", "5", "7", "7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, tools: '*'} | {name: b, tools: x}",
                "{name: a, tools: ['x*', y]} | {name: b, tools: [xy, y]}",
                "{name: a, methods: '*'} | {name: b, tools: x, prompts: y, resources: z}",
                "{name: a, methods: tools/call} | {name: b, tools: x}",
                "{name: a, methods: 'tools/*'} | {name: b, tools: x}",
                "{name: a, methods: 'resources/*'} | {name: b, resources: 'x:*'}",
                "{name: a, tools: '*'} | {name: b, methods: tools/call}",
                "{name: a, methods: 'x/*'} | {name: b, methods: x/y}",
                "{name: a, tools: '*', effect: deny} | {name: b, tools: x, when: 'args.y == 1'}",
                "{name: a, tools: '*', scopes: [s]} | {name: b, tools: x}",
                "{name: a, resources: 'file:///*'} | {name: b, resources: 'file:///etc/*', effect: deny}"
            })
    void findsARuleThatIsNeverReached(String first, String second) {
        assertThat(problems("rules:\n- " + first + "\n- " + second))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("\"policy.yaml\", line 3, column 3: the rule \"b\" is never reached")
                        .contains("\"a\""));
    }

    @Test
    void findsARuleOfWhichSeveralTogetherLeaveNothing() {
        assertThat(problems("""
                        rules:
                        - {name: a, tools: 'x*'}
                        - {name: b, prompts: '*'}
                        - {name: c, tools: xy, prompts: z}
                        """))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("\"c\" is never reached", "\"a\" and \"b\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, tools: x} | {name: b, tools: '*'}",
                "{name: a, tools: '*', when: 'args.y == 1'} | {name: b, tools: x}",
                "{name: a, tools: '*'} | {name: b, prompts: '*'}",
                "{name: a, tools: '*'} | {name: b, tools: x, prompts: x}",
                "{name: a, tools: '*'} | {name: b, methods: 'tools/*'}",
                "{name: a, methods: resources/read} | {name: b, resources: x}",
                "{name: a, tools: 'x?'} | {name: b, tools: 'x*'}"
            })
    void objectsToNoRuleThatIsLeftSomething(String first, String second) {
        assertThat(policy("rules:\n- " + first + "\n- " + second).rules()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"realm_access.roles", "https://example.com/roles", "plain"})
    void namesTheClaimsItNeedsWholeAndByTheirFirstName(String claim) {
        PolicyConfig policy = policy("rules: [{name: a, tools: x, claims: {'" + claim + "': y}}]");

        assertThat(policy.claimNames()).contains(claim, claim.split("[.]", -1)[0]);
    }
}
