package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request for tokens by a client that is who it says.
///
/// @param request as it came
/// @param client who asks
/// @param scope what it asks for, null where it does not say
/// @param resources whom the token is to be for, empty where it does not say
record TokenQuestion(
        AuthRequest request, Client client, @Nullable Scope scope, List<String> resources) {
    TokenQuestion {
        resources = List.copyOf(resources);
    }
}
