package dev.postern.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Glob;
import dev.postern.config.PolicyTargets;
import dev.postern.config.RateLimitConfig;
import dev.postern.config.RateLimitConfig.Per;
import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.policy.AccessPolicy;
import dev.postern.policy.Admitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which buckets a request takes from.
class RateLimitsTest {
    private static final String HERE = "192.0.2.1";
    private static final Issuer ISSUER = new Issuer("https://id.example.com");
    private static final PolicyTargets VALIDATING =
            new PolicyTargets(List.of(new Glob("validate_*")), List.of(), List.of(), List.of());

    private static RateLimits limits(PolicyTargets targets, long permits, Per... per) {
        RateLimitConfig limit = new RateLimitConfig("it", Set.of(per), targets, permits, Duration.ofHours(1), permits);
        return RateLimits.local(List.of(limit), () -> 0);
    }

    private static Admitted request(Issuer issuer, String subject, @Nullable String client, McpMessage... messages) {
        Identity identity = new Identity(issuer, subject, client, Scopes.NONE, Instant.MAX);
        return (Admitted) new AccessPolicy(Scopes.NONE).decide(identity, List.of(messages));
    }

    private static Admitted alice(McpMessage... messages) {
        return request(ISSUER, "alice", "client-1", messages);
    }

    private static McpMessage call(String tool) {
        return new McpMessage.Call("1", "tools/call", new Target(Kind.TOOL, tool), JsonObject.EMPTY);
    }

    private static McpMessage ping() {
        return new McpMessage.Call("1", "ping", Target.NONE, JsonObject.EMPTY);
    }

    private static boolean admits(RateLimits limits, Admitted request, String address) {
        return limits.rateAtOnce(request, address) instanceof Rating.Within;
    }

    private static boolean admits(RateLimits limits, Admitted request) {
        return admits(limits, request, HERE);
    }

    @Test
    void asksNothingOfARequestThatNoLimitIsAbout() {
        RateLimits limits = limits(VALIDATING, 1, Per.SUBJECT);

        for (int i = 0; i < 10; i++) {
            assertThat(limits.rateAtOnce(alice(ping()), HERE)).isEqualTo(new Rating.Within(List.of()));
            assertThat(admits(limits, alice(call("load_file")))).isTrue();
            assertThat(admits(limits, alice())).isTrue();
        }
    }

    @Test
    void countsCallsOfTheToolsItNames() {
        RateLimits limits = limits(VALIDATING, 2, Per.SUBJECT);

        assertThat(admits(limits, alice(call("validate_catalog")))).isTrue();
        assertThat(admits(limits, alice(call("validate_profile")))).isTrue();
        assertThat(admits(limits, alice(call("validate_catalog")))).isFalse();
    }

    @Test
    void countsEachToolApartWhereItIsPerTool() {
        RateLimits limits = limits(PolicyTargets.ANY, 1, Per.TOOL);

        assertThat(admits(limits, alice(call("one")))).isTrue();
        assertThat(admits(limits, alice(call("other")))).isTrue();
        assertThat(admits(limits, request(ISSUER, "bob", null, call("one")))).isFalse();
        assertThat(admits(limits, alice(ping()))).isTrue();
    }

    @Test
    void countsEachMessageOfABatch() {
        RateLimits limits = limits(PolicyTargets.ANY, 3, Per.SUBJECT);

        assertThat(admits(limits, alice(ping(), call("one"), new McpMessage.Reply("7"))))
                .isTrue();
        assertThat(admits(limits, alice(ping()))).isFalse();
    }

    @Test
    void countsEachToolOfABatch() {
        RateLimits limits = limits(PolicyTargets.ANY, 2, Per.SUBJECT, Per.TOOL);

        assertThat(admits(limits, alice(call("one"), call("other"), call("one"))))
                .isTrue();
        assertThat(admits(limits, alice(call("one")))).isFalse();
        assertThat(admits(limits, alice(call("other")))).isTrue();
    }

    @Test
    void takesSubjectsOfTwoIssuersForTwo() {
        RateLimits limits = limits(PolicyTargets.ANY, 1, Per.SUBJECT);

        assertThat(admits(limits, alice())).isTrue();
        assertThat(admits(limits, request(new Issuer("https://other.example.com"), "alice", null)))
                .isTrue();
        assertThat(admits(limits, alice())).isFalse();
    }

    @Test
    void takesNoTwoCallersForOneHoweverTheyAreNamed() {
        RateLimits limits = limits(PolicyTargets.ANY, 1, Per.SUBJECT, Per.TOOL);

        assertThat(admits(limits, request(ISSUER, "a", null, call("b1:c")))).isTrue();
        assertThat(admits(limits, request(ISSUER, "ab", null, call("1:c")))).isTrue();
        assertThat(admits(limits, request(ISSUER, "a4:b1:c", null, call("")))).isTrue();
    }

    @Test
    void takesAllUsersOfAClientForOneWhereItIsPerClient() {
        RateLimits limits = limits(PolicyTargets.ANY, 1, Per.CLIENT);

        assertThat(admits(limits, alice())).isTrue();
        assertThat(admits(limits, request(ISSUER, "bob", "client-1"))).isFalse();
        assertThat(admits(limits, request(ISSUER, "bob", "client-2"))).isTrue();
    }

    @Test
    void takesANetworkOfIpv6ForOneAddress() {
        RateLimits limits = limits(PolicyTargets.ANY, 1, Per.ADDRESS);

        assertThat(admits(limits, alice(), "2001:db8:0:1::1")).isTrue();
        assertThat(admits(limits, alice(), "2001:db8:0:1:ffff::2")).isFalse();
        assertThat(admits(limits, alice(), "2001:db8:0:2::1")).isTrue();
        assertThat(admits(limits, alice(), "192.0.2.1")).isTrue();
        assertThat(admits(limits, alice(), "192.0.2.2")).isTrue();
    }

    @Test
    void takesEverybodyForOneWhereNobodyIsAskedForAToken() {
        RateLimits limits = limits(PolicyTargets.ANY, 1, Per.SUBJECT);
        Admitted anybody = new AccessPolicy(Scopes.NONE).insecurelyAdmitAnybody();

        assertThat(admits(limits, anybody)).isTrue();
        assertThat(admits(limits, anybody, "192.0.2.9")).isFalse();
    }
}
