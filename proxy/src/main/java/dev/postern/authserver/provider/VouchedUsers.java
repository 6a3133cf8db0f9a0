package dev.postern.authserver.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.ProviderPreset;

/// Judges whether we let in whom an issuer vouches for without a login here: the provider's own users as at a login,
/// those of other issuers whenever the operator trusts these.
public final class VouchedUsers {
    private final IdentityProviderConfig provider;

    public VouchedUsers(IdentityProviderConfig provider) {
        this.provider = provider;
    }

    /// Whether the user that a signed assertion is about may come in.
    public boolean admits(JWTClaimsSet claims) {
        if (!(provider instanceof IdentityProviderConfig.OpenIdConnect oidc)
                || !oidc.issuer().value().equals(claims.getIssuer())) {
            return true;
        }
        Admission admission = new Admission(oidc.allowed());
        return IdTokenClaims.of(claims, oidc.preset() == ProviderPreset.GOOGLE)
                .filter(user -> admission.admits(user.subject(), user.told(), user.domain()))
                .isPresent();
    }
}
