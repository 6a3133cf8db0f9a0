package dev.postern.authserver;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the provider said of a user.
///
/// @param claims that our tokens go on to tell
/// @param refreshToken of the provider, null where it gave none
record ProviderSession(JsonObject claims, @Nullable String refreshToken) {
    static final ProviderSession NOTHING = new ProviderSession(JsonObject.EMPTY, null);

    /// This, but for what is not null.
    ProviderSession with(@Nullable String newToken, @Nullable JsonObject newClaims) {
        return new ProviderSession(newClaims == null ? claims : newClaims, newToken == null ? refreshToken : newToken);
    }

    String toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("claims", PlainJson.of(claims));
        if (refreshToken != null) {
            members.put("refresh_token", refreshToken);
        }
        return JSONObjectUtils.toJSONString(members);
    }

    static ProviderSession fromJson(String json) {
        JsonObject members = StrictJson.read(json).orElseThrow(() -> new IllegalStateException("not what we stored"));
        return new ProviderSession(
                members.object("claims").orElse(JsonObject.EMPTY),
                members.string("refresh_token").orElse(null));
    }

    @Override
    public String toString() {
        return "ProviderSession[…]";
    }
}
