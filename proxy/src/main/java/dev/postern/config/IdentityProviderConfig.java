package dev.postern.config;

import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Issuer;
import java.util.List;

/// Who knows the users of the authorization-server face.
public sealed interface IdentityProviderConfig {

    /// Users of our own.
    ///
    /// @param users a line each: a name, a colon, an Argon2id hash, and after another colon groups, with commas
    record Local(List<String> users) implements IdentityProviderConfig {
        public Local {
            users = List.copyOf(users);
        }
    }

    /// An OpenID Connect provider at which one confidential client is registered for us.
    ///
    /// @param preset how this kind of provider wants to be asked
    /// @param issuer of its ID tokens
    /// @param allowed whom of its users we let in: whoever is one of these
    record OpenIdConnect(
            ProviderPreset preset, Issuer issuer, String clientId, ClientSecret clientSecret, List<AllowedUser> allowed)
            implements IdentityProviderConfig {
        public OpenIdConnect {
            allowed = List.copyOf(allowed);
        }
    }

    /// GitHub, which knows OAuth but no ID tokens.
    ///
    /// @param allowed whom of its users we let in: whoever is one of these
    record GitHub(String clientId, ClientSecret clientSecret, List<AllowedUser> allowed)
            implements IdentityProviderConfig {
        public GitHub {
            allowed = List.copyOf(allowed);
        }
    }
}
