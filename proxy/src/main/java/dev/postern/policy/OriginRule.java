package dev.postern.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Which browser origins may talk to the MCP endpoint (MCP, streamable HTTP, security warning: DNS rebinding).
public final class OriginRule {
    private final Set<String> allowed = new HashSet<>();

    /// @param allowed serialised origins (RFC 6454 §6.2): scheme, host, port where it is not the default
    public OriginRule(Collection<String> allowed) {
        for (String origin : allowed) {
            this.allowed.add(origin.toLowerCase(Locale.ROOT));
        }
    }

    /// Whether a request with this `Origin` is let in; `null` and anything unknown are not.
    public boolean allows(String origin) {
        return allowed.contains(origin.toLowerCase(Locale.ROOT));
    }
}
