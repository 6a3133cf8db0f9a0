package dev.postern.authserver;

import dev.postern.config.AuthServerConfig;
import dev.postern.config.ClientsConfig;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.OperatorClient;
import java.util.HashSet;
import java.util.Set;

/// Who is who: users of the provider go by the name it has for them, users of other issuers by the issuer's and theirs
/// with a space between, which no issuer has in it, and clients that act for themselves by their ids. Nobody of one
/// kind
/// can pass for somebody of another.
final class Subjects {
    private final Set<String> clients = new HashSet<>();
    private final Set<String> issuers = new HashSet<>();
    private final String provider;

    Subjects(AuthServerConfig config) {
        ClientsConfig known = config.clients();
        for (OperatorClient client : known.entered()) {
            if (client.grantTypes().contains(OperatorClient.CLIENT_CREDENTIALS)) {
                clients.add(client.id());
            }
        }
        known.assertionIssuers().forEach(issuer -> issuers.add(issuer.value()));
        provider = config.provider() instanceof IdentityProviderConfig.OpenIdConnect oidc
                ? oidc.issuer().value()
                : "";
    }

    /// Whether a user of the provider may not have that name, as somebody else has.
    boolean isTaken(String subject) {
        int space = subject.indexOf(' ');
        return clients.contains(subject) || (space > 0 && issuers.contains(subject.substring(0, space)));
    }

    /// What an issuer's user goes by; the provider's own users are the same whichever way they come.
    String of(String issuer, String subject) {
        return issuer.equals(provider) ? subject : issuer + " " + subject;
    }
}
