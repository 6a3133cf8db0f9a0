package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.minidev.json.JSONObject;

/// What of a client's description of itself is taken (RFC 7591 §2). What we cannot do for it is left out, and the
/// answer says so by what it has (§3.2.1); only what would make the client useless or dangerous is refused.
final class RegistrationRules {
    private static final int MAX_REDIRECTS = 20;
    private static final List<String> METHODS =
            List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");
    private static final List<String> TEXTS = List.of(
            "client_name", "client_uri", "logo_uri", "tos_uri", "policy_uri", "software_id", "software_version");

    private final RedirectUris redirects;
    private final Scopes scopes;

    RegistrationRules(RedirectUris redirects, Scopes scopes) {
        this.redirects = redirects;
        this.scopes = scopes;
    }

    /// What came of a description.
    sealed interface Reading {
        record Taken(ClientMetadata metadata) implements Reading {}

        record Refused(String error, String description) implements Reading {}
    }

    Reading read(JsonObject document) {
        List<String> uris = strings(document, "redirect_uris");
        List<String> good = new ArrayList<>();
        List<String> objections = new ArrayList<>();
        for (String uri : uris) {
            redirects.objection(uri).ifPresentOrElse(why -> objections.add("one " + why), () -> good.add(uri));
        }
        if (good.isEmpty() || uris.size() > MAX_REDIRECTS) {
            String why = objections.isEmpty()
                    ? "expected 1 to " + MAX_REDIRECTS + " redirect_uris"
                    : "no usable redirect_uris: " + objections.getFirst();
            return new Reading.Refused(RegistrationError.INVALID_REDIRECT_URI.getCode(), why);
        }
        String method = method(document);
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put("redirect_uris", good);
        taken.put("token_endpoint_auth_method", method);
        taken.put("grant_types", grantTypes(document));
        taken.put("response_types", List.of("code"));
        scope(document, taken);
        texts(document, taken);
        return keys(document, method, taken).orElseGet(() -> parse(taken));
    }

    /// The keys themselves, or where they are; what is wrong with them otherwise.
    private static Optional<Reading> keys(JsonObject document, String method, Map<String, Object> taken) {
        Optional<JsonObject> jwks = document.object("jwks");
        String uri = document.string("jwks_uri").orElse("");
        if (jwks.isPresent() && !uri.isEmpty()) {
            return Optional.of(invalid("expected jwks or jwks_uri, not both"));
        }
        jwks.ifPresent(set -> taken.put("jwks", PlainJson.of(set)));
        if (uri.matches("https?://[\\x21-\\x7e]{1,500}")) {
            taken.put("jwks_uri", uri);
        }
        return method.equals("private_key_jwt") && !taken.containsKey("jwks") && !taken.containsKey("jwks_uri")
                ? Optional.of(invalid("private_key_jwt needs keys, in jwks or at a jwks_uri"))
                : Optional.empty();
    }

    private static Reading parse(Map<String, Object> taken) {
        try {
            ClientMetadata metadata = ClientMetadata.parse(new JSONObject(taken));
            boolean secretKeys = metadata.getJWKSet() != null
                    && metadata.getJWKSet().getKeys().stream().anyMatch(key -> key.isPrivate());
            return secretKeys ? invalid("jwks has a private key") : new Reading.Taken(metadata);
        } catch (ParseException e) {
            return invalid("the metadata cannot be read");
        }
    }

    static Reading invalid(String description) {
        return new Reading.Refused(RegistrationError.INVALID_CLIENT_METADATA.getCode(), description);
    }

    /// ChatGPT's document names a list where the RFC has one method.
    private static String method(JsonObject document) {
        List<String> named = new ArrayList<>(strings(document, "token_endpoint_auth_method"));
        if (named.isEmpty()) {
            named.addAll(strings(document, "token_endpoint_auth_methods_supported"));
        }
        boolean keys = document.object("jwks").isPresent()
                || document.string("jwks_uri").isPresent();
        for (String method : named) {
            if (METHODS.contains(method) && (keys || named.size() == 1 || !method.equals("private_key_jwt"))) {
                return method;
            }
        }
        return named.isEmpty() ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue() : "none";
    }

    /// A client that registers itself acts for users only: nobody vouches for it as itself.
    private static List<String> grantTypes(JsonObject document) {
        Set<String> types = new LinkedHashSet<>();
        types.add(GrantType.AUTHORIZATION_CODE.getValue());
        List<String> named = strings(document, "grant_types");
        if (named.isEmpty() || named.contains(GrantType.REFRESH_TOKEN.getValue())) {
            types.add(GrantType.REFRESH_TOKEN.getValue());
        }
        return List.copyOf(types);
    }

    private void scope(JsonObject document, Map<String, Object> taken) {
        Set<String> known = new LinkedHashSet<>();
        for (String scope : document.string("scope").orElse("").split(" ", -1)) {
            if (scopes.values().contains(scope) || scope.equals(AccessTokens.OFFLINE_ACCESS)) {
                known.add(scope);
            }
        }
        if (!known.isEmpty()) {
            taken.put("scope", String.join(" ", known));
        }
    }

    /// A member that is null or empty is one that is not there.
    private static void texts(JsonObject document, Map<String, Object> taken) {
        for (String name : TEXTS) {
            String value = document.string(name).orElse("");
            boolean link = name.endsWith("_uri");
            if (!value.isBlank() && (!link || value.matches("https?://[\\x21-\\x7e]{1,500}"))) {
                taken.put(name, link ? value : DisplayName.of(value));
            }
        }
        List<String> contacts = strings(document, "contacts");
        if (!contacts.isEmpty()) {
            taken.put(
                    "contacts", contacts.stream().limit(5).map(DisplayName::of).toList());
        }
        document.string("application_type")
                .filter(type -> type.equals("native") || type.equals("web"))
                .ifPresent(type -> taken.put("application_type", type));
    }

    private static List<String> strings(JsonObject document, String name) {
        return document.strings(name).orElse(List.of()).stream()
                .filter(text -> !text.isBlank())
                .toList();
    }
}
