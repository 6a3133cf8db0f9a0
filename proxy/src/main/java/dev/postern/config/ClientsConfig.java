package dev.postern.config;

/// Clients of the authorization server that do not register themselves.
///
/// @param insecureLocalMetadata whether a client's metadata document may be on this machine, and by `http`
public record ClientsConfig(boolean insecureLocalMetadata) {}
