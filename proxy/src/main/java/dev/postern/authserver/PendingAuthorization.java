package dev.postern.authserver;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.authserver.store.Sealed;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Scopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An authorization request on its way past its user: every step makes the next one, under a new id.
///
/// @param browser the hash of the cookie of the browser it belongs to
/// @param clientId who asks; empty where the user only wants to see what has access
/// @param redirectUri as the request named it, empty where it did not
/// @param target where the user is sent back to
/// @param state of the client, null where it sent none
/// @param challenge PKCE, by S256
/// @param scopes that are asked for
/// @param resources whom the tokens are to be for
/// @param loginAgain whether somebody who is logged in has to log in again
/// @param allowed whether the user agreed
/// @param subject who the user is, empty while nobody knows
/// @param userName what the user is called
/// @param provider what the provider gave us, null while it did not
record PendingAuthorization(
        String browser,
        String clientId,
        String redirectUri,
        String target,
        @Nullable String state,
        String challenge,
        Scopes scopes,
        List<String> resources,
        boolean loginAgain,
        boolean allowed,
        String subject,
        String userName,
        @Nullable Sealed provider) {
    PendingAuthorization {
        resources = List.copyOf(resources);
    }

    /// A user who wants to see what has access.
    static PendingAuthorization forApplications(String browser) {
        return new PendingAuthorization(
                browser, "", "", "", null, "", Scopes.NONE, List.of(), false, false, "", "", null);
    }

    boolean isForApplications() {
        return clientId.isEmpty();
    }

    boolean isLoggedIn() {
        return !subject.isEmpty();
    }

    PendingAuthorization allow() {
        return new PendingAuthorization(
                browser,
                clientId,
                redirectUri,
                target,
                state,
                challenge,
                scopes,
                resources,
                loginAgain,
                true,
                subject,
                userName,
                provider);
    }

    PendingAuthorization loggedIn(String newSubject, String newName, @Nullable Sealed newProvider) {
        return new PendingAuthorization(
                browser,
                clientId,
                redirectUri,
                target,
                state,
                challenge,
                scopes,
                resources,
                false,
                allowed,
                newSubject,
                newName,
                newProvider);
    }

    String toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("browser", browser);
        members.put("client_id", clientId);
        members.put("redirect_uri", redirectUri);
        members.put("target", target);
        if (state != null) {
            members.put("state", state);
        }
        members.put("challenge", challenge);
        members.put("scope", scopes.toString());
        members.put("resources", resources);
        members.put("login_again", loginAgain);
        members.put("allowed", allowed);
        members.put("subject", subject);
        members.put("name", userName);
        if (provider != null) {
            members.put("provider", provider.text());
        }
        return JSONObjectUtils.toJSONString(members);
    }

    static PendingAuthorization fromJson(String json) {
        JsonObject members = StrictJson.read(json).orElseThrow(() -> new IllegalStateException("not what we stored"));
        return new PendingAuthorization(
                text(members, "browser"),
                text(members, "client_id"),
                text(members, "redirect_uri"),
                text(members, "target"),
                members.string("state").orElse(null),
                text(members, "challenge"),
                Scopes.parse(text(members, "scope")),
                members.strings("resources").orElse(List.of()),
                Boolean.TRUE.equals(members.get("login_again")),
                Boolean.TRUE.equals(members.get("allowed")),
                text(members, "subject"),
                text(members, "name"),
                members.string("provider").map(Sealed::new).orElse(null));
    }

    private static String text(JsonObject members, String name) {
        return members.string(name).orElse("");
    }
}
