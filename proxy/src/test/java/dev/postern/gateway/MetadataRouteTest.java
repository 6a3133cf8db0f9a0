package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The Protected Resource Metadata documents (RFC 9728), for anybody.
class MetadataRouteTest extends GateOnSockets {
    private static final String PATH = "/.well-known/oauth-protected-resource/mcp";

    @ParameterizedTest
    @CsvSource({
        "/.well-known/oauth-protected-resource/mcp, https://mcp.example.com/mcp",
        "/.well-known/oauth-protected-resource, https://mcp.example.com"
    })
    void servesEachDocumentWithItsOwnResource(String path, String resource) throws Exception {
        Response response = gate.get(path, "");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"resource\":\"" + resource
                        + "\",\"authorization_servers\":[\"https://issuer.example.com\"],"
                        + "\"scopes_supported\":[\"mcp:read\",\"mcp:use\"],\"bearer_methods_supported\":[\"header\"]}");
        assertThat(response.field("Content-Type")).isEqualTo("application/json");
        assertThat(response.field("Cache-Control")).contains("max-age=");
        assertThat(response.field("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void ignoresTheHostItIsAskedBy() throws Exception {
        try (RawClient client = gate.connect()) {
            client.send("GET " + PATH + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n");

            assertThat(client.response().body()).doesNotContain("evil");
        }
    }

    @Test
    void tellsAClientThatItsCopyIsCurrent() throws Exception {
        String etag = gate.get(PATH, "").field("ETag");

        assertThat(gate.get(PATH, "If-None-Match: " + etag + "\r\n").status()).isEqualTo(304);
        assertThat(gate.get(PATH, "If-None-Match: W/" + etag + ", \"x\"\r\n").status())
                .isEqualTo(304);
        assertThat(gate.get(PATH, "If-None-Match: \"x\"\r\n").status()).isEqualTo(200);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        try (RawClient client = gate.connect()) {
            Response head =
                    client.send("HEAD " + PATH + " HTTP/1.1\r\nHost: a\r\n\r\n").responseWithoutBody();
            Response next =
                    client.send("GET " + PATH + " HTTP/1.1\r\nHost: a\r\n\r\n").response();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("Content-Length")).isEqualTo(next.field("Content-Length"));
            assertThat(next.status()).isEqualTo(200);
        }
    }

    @Test
    void answersAPreflight() throws Exception {
        try (RawClient client = gate.connect()) {
            Response response = client.send("OPTIONS " + PATH
                            + " HTTP/1.1\r\nHost: a\r\nOrigin: https://any.example\r\n"
                            + "Access-Control-Request-Method: GET\r\n"
                            + "Access-Control-Request-Headers: mcp-protocol-version\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(204);
            assertThat(response.field("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(response.field("Access-Control-Allow-Headers")).isEqualTo("mcp-protocol-version");
        }
    }

    @Test
    void refusesOtherMethods() throws Exception {
        try (RawClient client = gate.connect()) {
            Response response = client.send("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.field("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/.well-known/oauth-protected-resource/other",
        "/.well-known/oauth-authorization-server",
        "/.well-known/openid-configuration"
    })
    void knowsNoOtherDocument(String path) throws Exception {
        assertThat(gate.get(path, TestGate.GOOD).status()).isEqualTo(404);
        assertThat(upstream.waitingCalls()).isZero();
    }
}
