package dev.postern.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The logins and registrations of a user: a file for each MCP server, and one for each authorization server.
final class Store {
    private static final int NAME_LENGTH = 40;

    private final StoreFolder folder;

    Store(StoreFolder folder) {
        this.folder = folder;
    }

    Optional<Grant> grant(Endpoint endpoint) throws LoginException {
        Optional<String> text = folder.read(name(endpoint, "json"));
        return text.isEmpty() ? Optional.empty() : Optional.of(StoredJson.grant(text.get(), endpoint));
    }

    void save(Grant grant) throws LoginException {
        folder.write(name(grant.endpoint(), "json"), StoredJson.of(grant));
    }

    void forget(Endpoint endpoint) throws LoginException {
        folder.delete(name(endpoint, "json"));
    }

    /// The lock to be held from reading a grant until its successor is saved.
    StoreLock lock(Endpoint endpoint) throws LoginException {
        return folder.lock(name(endpoint, "lock"));
    }

    /// As which client we are known there; what another issuer gave is never found (authorization server binding).
    Optional<Client> client(String issuer) throws LoginException {
        Optional<String> text = folder.read(name(issuer));
        return text.isEmpty() ? Optional.empty() : StoredJson.client(text.get(), issuer);
    }

    void remember(String issuer, Client client) throws LoginException {
        folder.write(name(issuer), StoredJson.of(issuer, client));
    }

    void forgetClient(String issuer) throws LoginException {
        folder.delete(name(issuer));
    }

    private static String name(Endpoint endpoint, String ending) {
        return "server-" + hash(endpoint.toString()) + "." + ending;
    }

    private static String name(String issuer) {
        return "client-" + hash(issuer) + ".json";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
