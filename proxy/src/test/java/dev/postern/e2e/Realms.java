package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// The project's realm with a few clients more, and a second realm like it.
final class Realms {
    static final String FIRST = "mcp";
    static final String SECOND = "second";
    /// Its tokens expire after a second.
    static final String SHORT_LIVED = "short-lived";
    /// Its tokens outlive every test.
    static final String LONG_LIVED = "long-lived";
    /// Its tokens are bound to keys.
    static final String BOUND = "bound";
    /// Its tokens say next to nothing: who wants to know has to ask.
    static final String LIGHTWEIGHT = "lightweight";
    /// Its tokens are for another resource, with a scope of that name.
    static final String PARTNER = "partner";

    static final String PARTNER_RESOURCE = "https://partner.example/mcp";
    static final String PARTNER_SCOPE = "partner:read";
    /// An authorization server that has its users from here.
    static final String FACE = "postern";
    /// Asks about tokens.
    static final String ASKING = "asking";

    private final JsonMapper json = new JsonMapper();
    private final Path file;

    Realms(Path file) {
        this.file = file;
    }

    /// Each realm's name and what Keycloak imports.
    Map<String, String> imports() {
        return Map.of(FIRST, realm(FIRST), SECOND, realm(SECOND));
    }

    private String realm(String name) {
        try {
            ObjectNode realm = (ObjectNode) json.readTree(file.toFile());
            realm.put("realm", name);
            addAskingAudience(realm);
            addClient(realm, SHORT_LIVED, "access.token.lifespan", "1");
            addClient(realm, LONG_LIVED, "access.token.lifespan", "3600");
            addClient(realm, BOUND, "dpop.bound.access.tokens", "true");
            addClient(realm, LIGHTWEIGHT, "client.use.lightweight.access.token.enabled", "true");
            addPartner(realm);
            addFace(realm);
            ((ObjectNode) addClient(realm, ASKING, "access.token.lifespan", "60")
                            .get("attributes"))
                    .put("standard.token.exchange.enabled", "true");
            return json.writeValueAsString(realm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keycloak answers nobody about tokens that are not meant for him.
    private static void addAskingAudience(ObjectNode realm) {
        for (JsonNode scope : realm.path("clientScopes")) {
            if (scope.path("name").asText().equals("mcp-audience")) {
                ((ObjectNode) scope).withArray("protocolMappers").add(audience("included.client.audience", ASKING));
            }
        }
    }

    private static void addPartner(ObjectNode realm) {
        ObjectNode scope = realm.withArray("clientScopes")
                .addObject()
                .put("name", PARTNER_SCOPE)
                .put("protocol", "openid-connect");
        scope.putObject("attributes").put("include.in.token.scope", "true");
        scope.putArray("protocolMappers").add(audience("included.custom.audience", PARTNER_RESOURCE));
        addClient(realm, PARTNER, "access.token.lifespan", "300")
                .putArray("defaultClientScopes")
                .add("basic")
                .add(PARTNER_SCOPE);
    }

    /// One confidential client for whatever clients there are behind it, with the scopes that every realm has of
    /// itself.
    private static void addFace(ObjectNode realm) {
        addUserScope(realm, "profile", "username", "preferred_username");
        addUserScope(realm, "email", "email", "email");
        ObjectNode client = addClient(realm, FACE, "access.token.lifespan", "60");
        client.put("standardFlowEnabled", true).put("serviceAccountsEnabled", false);
        client.putArray("redirectUris").add("http://localhost/*");
        client.putArray("optionalClientScopes").add("profile").add("email");
    }

    private static void addUserScope(ObjectNode realm, String name, String attribute, String claim) {
        realm.withArray("clientScopes")
                .addObject()
                .put("name", name)
                .put("protocol", "openid-connect")
                .putArray("protocolMappers")
                .addObject()
                .put("name", claim)
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-usermodel-attribute-mapper")
                .putObject("config")
                .put("user.attribute", attribute)
                .put("claim.name", claim)
                .put("jsonType.label", "String")
                .put("id.token.claim", "true");
    }

    private static ObjectNode audience(String kind, String audience) {
        ObjectNode mapper = JsonNodeFactory.instance.objectNode();
        mapper.put("name", "audience " + audience)
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper")
                .putObject("config")
                .put(kind, audience)
                .put("access.token.claim", "true")
                .put("introspection.token.claim", "true");
        return mapper;
    }

    private static ObjectNode addClient(ObjectNode realm, String id, String attribute, String value) {
        ObjectNode client = realm.withArray("clients").addObject();
        client.put("clientId", id)
                .put("secret", id + "-secret")
                .put("publicClient", false)
                .put("standardFlowEnabled", false)
                .put("serviceAccountsEnabled", true);
        client.putObject("attributes").put(attribute, value);
        client.putArray("defaultClientScopes").add("basic").add("mcp-audience");
        client.putArray("optionalClientScopes").add("oscal:read");
        return client;
    }
}
