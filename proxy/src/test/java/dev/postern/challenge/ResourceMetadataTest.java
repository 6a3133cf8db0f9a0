package dev.postern.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Config;
import dev.postern.config.ResourceConfig;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import dev.postern.testing.TestGate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The documents of RFC 9728, one for each identifier.
class ResourceMetadataTest {
    private static List<ResourceMetadata> documents(String resource, String scopes) {
        Config plain = TestGate.config(URI.create("http://127.0.0.1:1/mcp"), Duration.ofSeconds(1));
        return ResourceMetadata.documents(new Config(
                plain.listener(),
                plain.upstream(),
                new ResourceConfig(new ResourceUri(resource), Scopes.parse(scopes)),
                plain.trust(),
                plain.keys(),
                plain.ops(),
                plain.logFormat(),
                false));
    }

    @Test
    void leavesOutWhatHasNoValue() {
        assertThat(documents("https://a.example/mcp", "").getFirst().json())
                .isEqualTo("{\"resource\":\"https://a.example/mcp\","
                        + "\"authorization_servers\":[\"https://issuer.example.com\"],"
                        + "\"bearer_methods_supported\":[\"header\"]}");
    }

    @Test
    void neverOffersOfflineAccess() {
        assertThat(documents("https://a.example/mcp", "offline_access mcp:use")
                        .getFirst()
                        .json())
                .contains("\"scopes_supported\":[\"mcp:use\"]")
                .doesNotContain("offline_access");
    }

    @Test
    void putsTheWellKnownPartBetweenAuthorityAndPath() {
        assertThat(documents("https://a.example:8443/x/mcp", ""))
                .extracting(ResourceMetadata::path)
                .containsExactly(
                        "/.well-known/oauth-protected-resource/x/mcp", "/.well-known/oauth-protected-resource");
    }

    @Test
    void hasOneDocumentWhereTheResourceIsTheOrigin() {
        assertThat(documents("https://a.example/", ""))
                .singleElement()
                .satisfies(document -> assertThat(document.path()).isEqualTo("/.well-known/oauth-protected-resource"))
                .satisfies(document -> assertThat(document.json()).startsWith("{\"resource\":\"https://a.example\","));
    }

    @Test
    void tagsDifferentDocumentsDifferently() {
        List<ResourceMetadata> documents = documents("https://a.example/mcp", "");

        assertThat(documents.getFirst().etag()).isNotEqualTo(documents.getLast().etag());
    }
}
