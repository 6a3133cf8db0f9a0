package dev.postern.config;

/// How much clients may take of Postern at once.
///
/// @param connections of all clients
/// @param connectionsPerAddress of one address; trusted proxies are left out
/// @param streamsPerAddress requests and streams under way for one client address
/// @param streamsPerSubject requests and streams under way for one subject of an issuer
/// @param badTokensPerSecond of one client address that are judged
public record ClientLimits(
        int connections,
        int connectionsPerAddress,
        int streamsPerAddress,
        int streamsPerSubject,
        int badTokensPerSecond) {
    /// Where only the number of connections matters.
    public static ClientLimits ofConnections(int connections) {
        return new ClientLimits(connections, connections, connections, connections, 1_000_000);
    }
}
