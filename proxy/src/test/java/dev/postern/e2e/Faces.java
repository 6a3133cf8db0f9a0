package dev.postern.e2e;

import dev.postern.authserver.provider.Argon2Hash;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Posterns that are the authorization server of their own endpoint, each before somebody else who knows the users.
record Faces(Stack stack) {
    /// Before the realm, which knows one confidential client of ours.
    Postern beforeKeycloak(String name, List<String> options) {
        List<String> all = elsewhere(stack.keycloak().issuer(), Realms.FACE, options);
        all.add("--authserver-preset=keycloak");
        return stack.authorizationServer(name, Ports.free(), all);
    }

    /// Before npm `oidc-provider`, which knows one confidential client of ours.
    ///
    /// @param port where it listens, as the provider was told
    Postern before(OidcProvider provider, String name, int port, List<String> options) {
        return stack.authorizationServer(name, port, elsewhere(provider.server().issuer(), OidcProvider.FACE, options));
    }

    /// With alice in a file.
    Postern withUsersOfItsOwn(String name) {
        String alice = "alice:" + Argon2Hash.of("alice-pw", new SecureRandom()).text();
        return stack.authorizationServer(
                name,
                Ports.free(),
                List.of("--authserver=local", "--authserver-users-file=" + stack.file("users.txt", alice + "\n")));
    }

    private List<String> elsewhere(String issuer, String clientId, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("--authserver=oidc");
        all.add("--authserver-provider-url=" + issuer);
        all.add("--authserver-client-id=" + clientId);
        all.add("--authserver-client-secret-file=" + stack.secretFile(clientId + "-secret"));
        return all;
    }
}
