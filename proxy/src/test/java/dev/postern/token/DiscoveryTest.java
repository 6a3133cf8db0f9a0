package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oauth.Issuer;
import java.net.URI;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    @Test
    void asksForAnIssuerWithAPathInTheOrderOfMcp() {
        assertThat(new Issuer("https://id.example/realms/mcp").metadataPlaces())
                .containsExactly(
                        URI.create("https://id.example/.well-known/oauth-authorization-server/realms/mcp"),
                        URI.create("https://id.example/.well-known/openid-configuration/realms/mcp"),
                        URI.create("https://id.example/realms/mcp/.well-known/openid-configuration"));
    }

    @Test
    void asksForAnIssuerAtTheRootInTheOrderOfMcp() {
        assertThat(new Issuer("https://id.example:8443/").metadataPlaces())
                .containsExactly(
                        URI.create("https://id.example:8443/.well-known/oauth-authorization-server"),
                        URI.create("https://id.example:8443/.well-known/openid-configuration"));
    }

    @Test
    void leavesOutTheSlashAtTheEndOfAPath() {
        assertThat(new Issuer("https://id.example/tenant/").metadataPlaces().getFirst())
                .isEqualTo(URI.create("https://id.example/.well-known/oauth-authorization-server/tenant"));
    }
}
