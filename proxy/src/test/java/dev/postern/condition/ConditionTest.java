package dev.postern.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What conditions say, and what they may not.
class ConditionTest {
    private static final ConditionCompiler COMPILER = new ConditionCompiler();
    private static final JsonObject ARGUMENTS = json("""
            {"path": "/srv/data/a.json", "limit": 100, "ratio": 0.5, "whole": 2.0, "big": 123456789012345678901234567890,
             "on": true, "nothing": null, "tags": ["a", "b"], "deep": {"er": {"est": [1, {"x": "y"}]}}, "odd name": 1}
            """);
    private static final Identity ALICE = new Identity(
            new Issuer("https://id.example"),
            "alice",
            null,
            Scopes.parse("read write"),
            Instant.MAX,
            json("{\"tier\": \"gold\", \"age\": 41, \"groups\": [\"eng\"], \"realm_access\": {\"roles\": [\"r\"]}}"));

    private static JsonObject json(String text) {
        return StrictJson.read(text).orElseThrow();
    }

    private static Condition condition(String expression) {
        assertThat(COMPILER.compile(expression)).isInstanceOf(Compiled.Ready.class);
        return ((Compiled.Ready) COMPILER.compile(expression)).condition();
    }

    private static Finding ask(String expression) {
        return condition(expression).ask(ALICE, "tools/call", new Target(Kind.TOOL, "save_file"), ARGUMENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "args.path.startsWith('/srv/')",
                "args.path.endsWith('.json') && !args.path.contains('..')",
                "args.path.matches('^/srv/[a-z/]+[.]json$')",
                "args.limit <= 100",
                "args.limit < 100.5",
                "args.limit == 100",
                "args.ratio > 0 && args.ratio < 1",
                "args.whole == 2",
                "args.big > 1000",
                "args.on",
                "args['nothing'] == null",
                "has(args.limit) && !has(args.offset)",
                "!('offset' in args)",
                "size(args.tags) == 2",
                "'a' in args.tags",
                "args.tags.all(t, t in ['a', 'b', 'c'])",
                "args.tags.exists(t, t == 'b')",
                "args.deep.er.est[0] == 1",
                "args.deep.er.est[1].x == 'y'",
                "args['odd name'] == 1",
                "size(args) == 10",
                "claims.tier == 'gold'",
                "claims[\"tier\"] in ['gold', 'silver']",
                "claims.age >= 18",
                "'eng' in claims.groups",
                "'r' in claims.realm_access.roles",
                "has(claims.tier) && !has(claims.nope)",
                "'tier' in claims",
                "identity.subject == 'alice'",
                "identity.client == ''",
                "identity.issuer == 'https://id.example'",
                "'write' in identity.scopes",
                "call.method == 'tools/call' && call.kind == 'tool' && call.name == 'save_file'",
                "call.name.startsWith('save_')",
                "args.missing == 1 || true"
            })
    void isMet(String expression) {
        assertThat(ask(expression)).isEqualTo(new Finding.Settled(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "args.path.startsWith('/etc/')",
                "args.limit > 100",
                "args.limit == '100'",
                "args.ratio == 1",
                "has(args.offset)",
                "claims.tier == 'Gold'",
                "'admin' in identity.scopes",
                "call.kind == 'prompt'",
                "args.missing == 1 && false"
            })
    void isNotMet(String expression) {
        assertThat(ask(expression)).isEqualTo(new Finding.Settled(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "args.missing == 1 | is not there",
                "args[args.path] == 1 | is not there",
                "claims.nope == 'x' | is not there",
                "args.tags[7] == 'a' | beyond the end",
                "args.path < 3 | other kinds",
                "args.path + 1 == 2 | other kinds",
                "args.limit.startsWith('1') | other kinds",
                "1 / (args.limit - 100) == 1 | divides by zero",
                "args.limit * 9223372036854775807 > 0 | too large",
                "args.path | something else",
                "int(args.path) == 1 | form it needs",
                "args.path.matches(args.path + '[') | form it needs"
            })
    void failsWithoutAWordOfTheArguments(String expression, String clause) {
        assertThat(ask(expression))
                .isInstanceOfSatisfying(
                        Finding.Failed.class,
                        failed -> assertThat(failed.why()).contains(clause).doesNotContain("/srv", "a.json", "100"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "args. | 1 | 5",
                "1 + | 1 | 3",
                "foo.x == 1 | 1 | 0",
                "args.a == 1 && bar | 1 | 15",
                "1 + 1 | 1 | 0",
                "'text' | 1 | 0",
                "[true] | 1 | 0",
                "identity.subjekt == 'a' | 1 | 0",
                "true && call.tool == 'a' | 1 | 8",
                "size(claims) > 1 | 1 | 5",
                "claims[args.x] == 1 | 1 | 0",
                "claims.exists(c, c == 'x') | 1 | 0",
                "identity == identity | 1 | 0",
                "nosuch(args.x) | 1 | 6",
                "1 + 'a' == 2 | 1 | 2"
            })
    void isNoneAndSaysWhere(String expression, int line, int column) {
        assertThat(COMPILER.compile(expression))
                .isInstanceOfSatisfying(
                        Compiled.Faulty.class,
                        faulty -> assertThat(faulty.faults()).anySatisfy(fault -> {
                            assertThat(fault.line()).isEqualTo(line);
                            assertThat(fault.column()).isEqualTo(column);
                            assertThat(fault.why()).isNotBlank().doesNotContain("expecting {");
                        }));
    }

    @Test
    void isNoneThatIsTooLong() {
        assertThat(COMPILER.compile("true" + " && true".repeat(1000))).isInstanceOf(Compiled.Faulty.class);
    }

    @Test
    void isNoneThatIsTooDeep() {
        assertThat(COMPILER.compile("[".repeat(100) + "]".repeat(100) + " == []"))
                .isInstanceOf(Compiled.Faulty.class);
        assertThat(COMPILER.compile("(".repeat(2000) + "1" + ")".repeat(2000))).isInstanceOf(Compiled.Faulty.class);
        assertThat(COMPILER.compile("true ? ".repeat(500))).isInstanceOf(Compiled.Faulty.class);
    }

    @Test
    void failsRatherThanGoOverAListForLong() {
        JsonObject many = json("{\"l\": [%s0]}".formatted("0,".repeat(500)));
        Condition condition = condition("args.l.all(a, args.l.all(b, args.l.all(c, a == b && b == c)))");

        assertThat(condition.ask(ALICE, "tools/call", Target.NONE, many))
                .isInstanceOfSatisfying(
                        Finding.Failed.class, failed -> assertThat(failed.why()).contains("more elements than it may"));
    }

    @Test
    void anEvilPatternIsNoWorseThanItsText() {
        JsonObject evil = json("{\"s\": \"%s!\"}".formatted("a".repeat(5000)));

        assertThat(condition("args.s.matches('^(a+)+$')").ask(ALICE, "tools/call", Target.NONE, evil))
                .isEqualTo(new Finding.Settled(false));
    }

    @Test
    void knowsWhatItAsksAbout() {
        Condition condition = condition("claims.tier == 'gold' && has(claims.age) && 'x' in claims");

        assertThat(condition.claims()).containsExactlyInAnyOrder("tier", "age", "x");
        assertThat(condition.asksArguments()).isFalse();
        assertThat(condition.isCostly()).isFalse();
        assertThat(condition("has(args.x)").asksArguments()).isTrue();
        assertThat(condition("args.l.all(x, true)").isCostly()).isTrue();
        assertThat(condition("args.p.matches('x')").isCostly()).isTrue();
    }

    @Test
    void answersManyAtOnceEachItsOwn() throws Exception {
        Condition condition = condition("args.n % 2 == 0");
        List<Callable<Finding>> questions = IntStream.range(0, 400)
                .<Callable<Finding>>mapToObj(
                        n -> () -> condition.ask(ALICE, "tools/call", Target.NONE, json("{\"n\": " + n + "}")))
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Finding>> answers = threads.invokeAll(questions);

            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n).get()).isEqualTo(new Finding.Settled(n % 2 == 0));
            }
        }
    }
}
