package dev.postern.config;

import java.util.List;

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
public record Config(
        ListenerConfig listener,
        UpstreamConfig upstream,
        ResourceConfig resource,
        List<TrustEntry> trust,
        KeysConfig keys,
        OpsConfig ops,
        LogFormat logFormat,
        boolean insecureNoAuth,
        PolicyConfig policy) {
    public Config {
        trust = List.copyOf(trust);
        if (trust.isEmpty() != insecureNoAuth) {
            throw new IllegalArgumentException("either issuers are trusted or authentication is off, not both");
        }
    }

    /// A configuration without a policy file.
    public Config(
            ListenerConfig listener,
            UpstreamConfig upstream,
            ResourceConfig resource,
            List<TrustEntry> trust,
            KeysConfig keys,
            OpsConfig ops,
            LogFormat logFormat,
            boolean insecureNoAuth) {
        this(listener, upstream, resource, trust, keys, ops, logFormat, insecureNoAuth, PolicyConfig.NONE);
    }
}
