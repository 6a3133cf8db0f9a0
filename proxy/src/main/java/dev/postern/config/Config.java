package dev.postern.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything `serve` needs to know: complete, checked, immutable.
///
/// @param listener the public listener
/// @param upstream the MCP server behind
/// @param resource what is protected
/// @param trust whose tokens are accepted; empty only with `insecureNoAuth`
/// @param keys how issuers' keys are fetched and kept
/// @param ops the second listener
/// @param logFormat how outcome lines are written
/// @param insecureNoAuth pass everything, without any token
/// @param policy who may do what, and how often
/// @param identity what the upstream is told of who asks
/// @param rateStore where rate limits are shared; null where they are not
/// @param audit what is written down of each request
/// @param authServer the authorization-server face; null where there is none
public record Config(
        ListenerConfig listener,
        UpstreamConfig upstream,
        ResourceConfig resource,
        List<TrustEntry> trust,
        KeysConfig keys,
        OpsConfig ops,
        LogFormat logFormat,
        boolean insecureNoAuth,
        PolicyConfig policy,
        IdentityConfig identity,
        @Nullable RateStoreConfig rateStore,
        AuditConfig audit,
        @Nullable AuthServerConfig authServer) {
    public Config {
        trust = List.copyOf(trust);
        if (trust.isEmpty() != insecureNoAuth) {
            throw new IllegalArgumentException("either issuers are trusted or authentication is off, not both");
        }
    }

    /// A configuration without a policy file, that tells the upstream nothing unusual.
    public Config(
            ListenerConfig listener,
            UpstreamConfig upstream,
            ResourceConfig resource,
            List<TrustEntry> trust,
            KeysConfig keys,
            OpsConfig ops,
            LogFormat logFormat,
            boolean insecureNoAuth) {
        this(
                listener,
                upstream,
                resource,
                trust,
                keys,
                ops,
                logFormat,
                insecureNoAuth,
                PolicyConfig.NONE,
                IdentityConfig.NONE,
                null,
                AuditConfig.NONE,
                null);
    }

    /// The same, with the upstream told this.
    public Config with(IdentityConfig newIdentity) {
        return with(policy, newIdentity, rateStore, audit, authServer);
    }

    /// The same, with this policy.
    public Config with(PolicyConfig newPolicy) {
        return with(newPolicy, identity, rateStore, audit, authServer);
    }

    /// The same, with rate limits shared there.
    public Config sharing(@Nullable RateStoreConfig store) {
        return with(policy, identity, store, audit, authServer);
    }

    /// The same, written down like this.
    public Config with(AuditConfig newAudit) {
        return with(policy, identity, rateStore, newAudit, authServer);
    }

    /// The same, with an authorization server of our own.
    public Config with(@Nullable AuthServerConfig newAuthServer) {
        return with(policy, identity, rateStore, audit, newAuthServer);
    }

    private Config with(
            PolicyConfig newPolicy,
            IdentityConfig newIdentity,
            @Nullable RateStoreConfig store,
            AuditConfig newAudit,
            @Nullable AuthServerConfig newAuthServer) {
        return new Config(
                listener,
                upstream,
                resource,
                trust,
                keys,
                ops,
                logFormat,
                insecureNoAuth,
                newPolicy,
                newIdentity,
                store,
                newAudit,
                newAuthServer);
    }

    /// The names of the claims that somebody looks at, of which identities must not be without.
    public Set<String> wantedClaims() {
        Set<String> names = new HashSet<>(policy.claimNames());
        for (ClaimHeader header : identity.headers()) {
            names.add(header.claim().claim());
        }
        return names;
    }
}
