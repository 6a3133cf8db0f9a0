package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Outcome;
import dev.postern.audit.Result;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.token.TokenVerifier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client without the right token is told, to the byte, and that the upstream sees none of it.
class RefusalTest extends GateOnSockets {
    private static final String METADATA = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";

    @AfterEach
    void nothingReachedTheUpstream() {
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void challengesARequestWithoutCredentialsWithoutAnErrorCode() throws Exception {
        Response response = gate.post("", "{}");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.field("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"" + METADATA + "\", scope=\"mcp:read mcp:use\"");
        assertThat(response.field("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).contains("\"error\":", "\"error_description\":");
        assertThat(gate.outcome().result()).isEqualTo(Result.NO_CREDENTIALS);
    }

    @Test
    void challengesABadTokenWithInvalidToken() throws Exception {
        Response response = gate.post("Authorization: Bearer forged-token\r\n", "{}");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.field("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\", scope=\"mcp:read mcp:use\", resource_metadata=\"" + METADATA
                        + "\", error_description=\"The token's signature does not verify\"");
        assertThat(response.body())
                .isEqualTo("{\"error\":\"invalid_token\","
                        + "\"error_description\":\"The token's signature does not verify\"}");
    }

    @Test
    void challengesTooLittleScopeWithEveryNeededScope() throws Exception {
        Response response = gate.post("Authorization: Bearer narrow\r\n", "{}");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.field("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_scope\", scope=\"mcp:read mcp:use\", resource_metadata=\"");
        Outcome outcome = gate.outcome();
        assertThat(outcome.result()).isEqualTo(Result.INSUFFICIENT_SCOPE);
        assertThat(outcome.identity()).isNotNull();
    }

    @Test
    void tellsAnIssuersOutageApartFromABadToken() throws Exception {
        Response response = gate.post("Authorization: Bearer unknowable\r\n", "{}");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.field("Retry-After")).isEqualTo("7");
        assertThat(response.field("WWW-Authenticate")).isEmpty();
    }

    @Test
    void refusesWhereTheJudgementItselfFailsAndTellsNobodyMore() throws Exception {
        TokenVerifier mistaken = token -> {
            throw new IllegalStateException("about " + token.value());
        };
        try (TestGate other = new TestGate(upstream.url(), mistaken, Duration.ofSeconds(2))) {
            Response response = other.post(TestGate.GOOD, "{}");

            assertThat(response.status()).isEqualTo(503);
            assertThat(other.outcome().detail())
                    .contains("IllegalStateException at dev.postern.gateway.RefusalTest")
                    .doesNotContain("good");
        }
    }

    static final List<String> MALFORMED = List.of(
            "Authorization: Bearer\r\n",
            "Authorization: Bearer two tokens\r\n",
            "Authorization: Bearer\tgood\r\n",
            "Authorization: Bearer g\"ood\r\n",
            "Authorization: Bearer good\r\nAuthorization: Bearer good\r\n",
            "Authorization: Bearer good\r\nauthorization: Basic x\r\n");

    @ParameterizedTest
    @FieldSource("MALFORMED")
    void refusesAMalformedAuthorizationField(String fields) throws Exception {
        Response response = gate.post(fields, "{}");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.field("WWW-Authenticate")).startsWith("Bearer error=\"invalid_request\", ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token=good", "a=1&access_token=good", "access%5Ftoken=good", "Access_Token=good"})
    void refusesATokenInTheQueryAndLogsNoneOfIt(String query) throws Exception {
        Response response = gate.get("/mcp?" + query, TestGate.GOOD);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("invalid_request").doesNotContain("good");
        assertThat(gate.outcome().toString()).doesNotContain("=good");
    }

    @Test
    void refusesAFormWhichMayHoldAToken() throws Exception {
        Response response = gate.post("Content-Type: application/x-www-form-urlencoded\r\n", "access_token=good");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "null", "http://mcp.example.com", "https://mcp.example.com:444", ""})
    void refusesAForeignOrigin(String origin) throws Exception {
        Response response = gate.post(TestGate.GOOD + "Origin: " + origin + "\r\n", "{}");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.field("Access-Control-Allow-Origin")).isEmpty();
        assertThat(gate.outcome().result()).isEqualTo(Result.ORIGIN_REFUSED);
    }

    @Test
    void answersAPreflightBeforeAnyToken() throws Exception {
        try (var client = gate.connect()) {
            Response response = client.send("OPTIONS /mcp HTTP/1.1\r\nHost: a\r\nOrigin: https://mcp.example.com\r\n"
                            + "Access-Control-Request-Method: POST\r\n"
                            + "Access-Control-Request-Headers: authorization, mcp-param-region\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(204);
            assertThat(response.count("Content-Length")).isZero();
            assertThat(response.field("Access-Control-Allow-Origin")).isEqualTo("https://mcp.example.com");
            assertThat(response.field("Access-Control-Allow-Headers"))
                    .contains("Authorization", "MCP-Protocol-Version", "Mcp-Session-Id", "DPoP", "mcp-param-region");
            assertThat(response.field("Access-Control-Allow-Methods")).isEqualTo("GET, POST, DELETE, OPTIONS");
        }
    }

    @Test
    void letsAnAllowedOriginReadTheChallenge() throws Exception {
        Response response = gate.post("Origin: https://mcp.example.com\r\n", "{}");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.field("Access-Control-Allow-Origin")).isEqualTo("https://mcp.example.com");
        assertThat(response.field("Access-Control-Expose-Headers")).contains("WWW-Authenticate", "Mcp-Session-Id");
        assertThat(response.field("Vary")).isEqualTo("Origin");
    }

    @Test
    void challengesAnotherSchemeAsNoCredentials() throws Exception {
        Response response = gate.post("Authorization: Basic YTpi\r\n", "{}");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.field("WWW-Authenticate")).doesNotContain("error");
    }
}
