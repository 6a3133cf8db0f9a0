package dev.postern.authserver;

import dev.postern.authserver.store.AuthorizationCode;
import dev.postern.authserver.store.Clients;
import dev.postern.authserver.store.CodeUse;
import dev.postern.authserver.store.Codes;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.Grants;
import dev.postern.authserver.store.RefreshToken;
import dev.postern.authserver.store.RefreshTokens;
import dev.postern.authserver.store.RegisteredClient;
import dev.postern.authserver.store.Rotation;
import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.SigningKey;
import dev.postern.authserver.store.SigningKeys;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A store for one test, which forgets everything, and can be made to fail.
final class MemoryStore implements Store {
    private final Map<String, RegisteredClient> clients = new LinkedHashMap<>();
    private final Map<String, Grant> grants = new LinkedHashMap<>();
    private final Map<SecretHash, AuthorizationCode> codes = new HashMap<>();
    private final Map<SecretHash, Boolean> usedCodes = new HashMap<>();
    private final Map<SecretHash, RefreshToken> tokens = new HashMap<>();
    private final Map<SecretHash, Use> usedTokens = new HashMap<>();
    private final Map<String, Ticket> tickets = new HashMap<>();
    private final List<SigningKey> keys = new ArrayList<>();
    private volatile boolean broken;
    private long pretended;

    private record Use(Instant when, Sealed answer) {}

    void breakDown() {
        broken = true;
    }

    /// Says that there are so many clients.
    void pretendClients(long count) {
        pretended = count;
    }

    void forgetTickets() {
        tickets.clear();
    }

    void mend() {
        broken = false;
    }

    private MemoryStore asked() {
        if (broken) {
            throw new StoreUnavailable("broken by the test", new IllegalStateException());
        }
        return this;
    }

    @Override
    public Clients clients() {
        return asked().new MemoryClients();
    }

    @Override
    public Grants grants() {
        return asked().new MemoryGrants();
    }

    @Override
    public Codes codes() {
        return asked().new MemoryCodes();
    }

    @Override
    public RefreshTokens refreshTokens() {
        return asked().new MemoryRefreshTokens();
    }

    @Override
    public Tickets tickets() {
        return new MemoryTickets();
    }

    @Override
    public SigningKeys signingKeys() {
        return new MemoryKeys();
    }

    @Override
    public void sweep(Instant now, Instant unusedSince) {}

    @Override
    public void close() {}

    private final class MemoryClients implements Clients {
        @Override
        public void register(RegisteredClient client) {
            clients.put(client.id(), client);
        }

        @Override
        public Optional<RegisteredClient> find(String id) {
            return Optional.ofNullable(asked().clients.get(id));
        }

        @Override
        public boolean update(RegisteredClient client) {
            return clients.replace(client.id(), client) != null;
        }

        @Override
        public boolean delete(String id) {
            List.copyOf(grants.values()).stream()
                    .filter(grant -> grant.clientId().equals(id))
                    .forEach(grant -> grants().revoke(grant.id()));
            return clients.remove(id) != null;
        }

        @Override
        public void used(String id, Instant when) {}

        @Override
        public List<RegisteredClient> list(int most) {
            return List.copyOf(clients.values()).reversed().stream().limit(most).toList();
        }

        @Override
        public long count() {
            return clients.size() + pretended;
        }
    }

    private final class MemoryGrants implements Grants {
        @Override
        public void add(Grant grant) {
            grants.put(grant.id(), grant);
        }

        @Override
        public Optional<Grant> find(String id, Instant now) {
            return Optional.ofNullable(grants.get(id)).filter(grant -> now.isBefore(grant.expires()));
        }

        @Override
        public boolean extend(String id, Instant now, Instant expires) {
            return find(id, now)
                    .map(g -> grants.put(
                            id,
                            new Grant(
                                    id,
                                    g.clientId(),
                                    g.clientName(),
                                    g.subject(),
                                    g.scopes(),
                                    g.resources(),
                                    g.granted(),
                                    expires,
                                    g.provider())))
                    .isPresent();
        }

        @Override
        public boolean keepProvider(String id, Sealed provider) {
            Grant g = grants.get(id);
            if (g == null) {
                return false;
            }
            grants.put(
                    id,
                    new Grant(
                            id,
                            g.clientId(),
                            g.clientName(),
                            g.subject(),
                            g.scopes(),
                            g.resources(),
                            g.granted(),
                            g.expires(),
                            provider));
            return true;
        }

        @Override
        public boolean revoke(String id) {
            SecretHash key = SecretHash.of(id);
            tickets.put(TicketKind.REVOKED + key.value(), new Ticket(TicketKind.REVOKED, key, id, Instant.MAX));
            return grants.remove(id) != null;
        }

        @Override
        public List<Grant> list(@Nullable String subject, @Nullable String clientId, Instant now, int most) {
            return List.copyOf(grants.values()).reversed().stream()
                    .filter(grant -> subject == null || grant.subject().equals(subject))
                    .filter(grant -> clientId == null || grant.clientId().equals(clientId))
                    .filter(grant -> now.isBefore(grant.expires()))
                    .limit(most)
                    .toList();
        }
    }

    private final class MemoryCodes implements Codes {
        @Override
        public void add(AuthorizationCode code) {
            codes.put(code.hash(), code);
        }

        @Override
        public CodeUse redeem(SecretHash hash, Instant now) {
            AuthorizationCode code = codes.get(hash);
            if (code == null || !now.isBefore(code.expires())) {
                return new CodeUse.Unknown();
            }
            return usedCodes.put(hash, true) == null ? new CodeUse.Redeemed(code) : new CodeUse.Used(code.grantId());
        }
    }

    private final class MemoryRefreshTokens implements RefreshTokens {
        @Override
        public void add(RefreshToken token) {
            tokens.put(token.hash(), token);
        }

        @Override
        public Optional<Grant> find(SecretHash hash, Instant now) {
            return Optional.ofNullable(tokens.get(hash))
                    .filter(token -> now.isBefore(token.expires()))
                    .flatMap(token -> grants().find(token.grantId(), now));
        }

        @Override
        public Rotation rotate(SecretHash presented, RefreshToken next, Sealed answer, Instant now, Duration grace) {
            if (find(presented, now).isEmpty()) {
                return new Rotation.Unknown();
            }
            Use use = usedTokens.get(presented);
            if (use == null) {
                usedTokens.put(presented, new Use(now, answer));
                tokens.put(next.hash(), next);
                return new Rotation.Rotated();
            }
            if (!now.isAfter(use.when().plus(grace))) {
                return new Rotation.Repeated(use.answer());
            }
            String grantId = Objects.requireNonNull(tokens.get(presented)).grantId();
            grants().revoke(grantId);
            return new Rotation.Reused(grantId);
        }
    }

    private final class MemoryTickets implements Tickets {
        @Override
        public boolean add(Ticket ticket, Instant now) {
            if (asked().find(ticket.kind(), ticket.key(), now).isPresent()) {
                return false;
            }
            tickets.put(ticket.kind() + ticket.key().value(), ticket);
            return true;
        }

        @Override
        public Set<String> contents(TicketKind kind) {
            return asked().tickets.values().stream()
                    .filter(ticket -> ticket.kind() == kind && !ticket.content().isEmpty())
                    .map(Ticket::content)
                    .collect(Collectors.toSet());
        }

        @Override
        public Optional<Ticket> find(TicketKind kind, SecretHash key, Instant now) {
            return asked().find(kind, key, now);
        }

        @Override
        public Optional<Ticket> take(TicketKind kind, SecretHash key, Instant now) {
            Optional<Ticket> found = asked().find(kind, key, now);
            tickets.remove(kind + key.value());
            return found;
        }
    }

    private Optional<Ticket> find(TicketKind kind, SecretHash key, Instant now) {
        return Optional.ofNullable(tickets.get(kind + key.value())).filter(ticket -> now.isBefore(ticket.expires()));
    }

    private final class MemoryKeys implements SigningKeys {
        @Override
        public List<SigningKey> published(Instant now) {
            return asked().keys.stream()
                    .filter(key -> now.isBefore(key.publishedUntil()))
                    .toList();
        }

        @Override
        public boolean add(SigningKey key, @Nullable String after) {
            String newest = keys.isEmpty() ? null : keys.getLast().kid();
            return Objects.equals(newest, after) && keys.add(key);
        }
    }
}
