package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Config;
import dev.postern.config.Option;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.testing.GivenOptions;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import dev.postern.token.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a token's claims the upstream is told, and that nobody else can tell it.
class IdentityHeadersTest extends GateOnSockets {
    private static final String CLAIMS = """
            {"tenant": "acme é", "level": 3, "staff": true, "groups": ["a b", "c,d", 7], "nobody": [], "address": {"a": 1},
             "odd": ["a", {"b": 1}], "nothing": null, "realm_access": {"roles": ["r1", "r2"]}}""";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        Config config = TestGate.config(behind.url(), Duration.ofSeconds(2))
                .with(new GivenOptions()
                        .with(
                                Option.IDENTITY_HEADERS,
                                "X-Tenant=tenant,X-Level=level,X-Staff=staff,X-Groups=groups,X-Nobody=nobody,X-Address=address,X-Odd=odd,"
                                        + "X-Nothing=nothing,X-Roles=realm_access.roles,Remote-User=tenant")
                        .config()
                        .identity());
        return new TestGate(
                config,
                _ -> new Verdict.Valid(new Identity(
                        new Issuer("https://issuer.example.com"),
                        "alice",
                        null,
                        Scopes.parse("mcp:read mcp:use"),
                        Instant.now().plusSeconds(300),
                        StrictJson.read(CLAIMS).orElseThrow())));
    }

    @Test
    void tellsTextsNumbersTruthAndLists() throws Exception {
        gate.get("/mcp", TestGate.GOOD);

        TestUpstream.Call call = upstream.nextCall();
        assertThat(call.field("X-Tenant")).isEqualTo("acme%20%C3%A9");
        assertThat(call.field("X-Level")).isEqualTo("3");
        assertThat(call.field("X-Staff")).isEqualTo("true");
        assertThat(call.field("X-Groups")).isEqualTo("a%20b,c%2Cd,7");
        assertThat(call.field("X-Roles")).isEqualTo("r1,r2");
    }

    @Test
    void saysNothingOfWhatIsNotThereOrNoList() throws Exception {
        gate.get("/mcp", TestGate.GOOD);

        assertThat(upstream.nextCall().head()).doesNotContain("X-Nobody", "X-Address", "X-Odd", "X-Nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Tenant", "x-tenant", "x_tenant", "X-Nobody", "X_Nobody", "Remote-User", "remote_user"})
    void noClientCanSendThem(String name) throws Exception {
        gate.get("/mcp", TestGate.GOOD + name + ": mallory\r\n");

        assertThat(upstream.nextCall().head()).doesNotContain("mallory");
    }
}
