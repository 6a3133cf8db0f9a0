package dev.postern.config;

import dev.postern.oauth.Issuer;
import java.util.List;

/// Clients of the authorization server that do not register themselves.
///
/// @param insecureLocalMetadata whether a client's metadata document may be on this machine, and by `http`
/// @param entered those that the operator wrote down
/// @param assertionIssuers whose identity assertions (ID-JAG) are taken for their users
public record ClientsConfig(
        boolean insecureLocalMetadata, List<OperatorClient> entered, List<Issuer> assertionIssuers) {
    /// Nobody but those that register themselves, and those with a document.
    public static final ClientsConfig NONE = new ClientsConfig(false, List.of(), List.of());

    public ClientsConfig {
        entered = List.copyOf(entered);
        assertionIssuers = List.copyOf(assertionIssuers);
    }
}
