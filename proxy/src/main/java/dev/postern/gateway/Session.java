package dev.postern.gateway;

import dev.postern.oauth.Identity;
import dev.postern.policy.SessionSeal;
import org.jspecify.annotations.Nullable;

/// The session of one request (MCP up to 2025-11-25), under both its names: the upstream's own, and the one that is
/// good
/// for this client only.
sealed interface Session {

    /// Whether the client named it as the upstream does.
    ///
    /// @return what the upstream gets as `Mcp-Session-Id`, null for no such field
    @Nullable
    String towardsUpstream();

    /// The name for the client.
    ///
    /// @param upstreamId which the upstream gave
    String towardsClient(String upstreamId);

    /// Where nobody is identified, nobody can own a session.
    ///
    /// @param named what the client sent, null where it sent nothing
    record Unowned(@Nullable String named) implements Session {
        @Override
        public @Nullable String towardsUpstream() {
            return named;
        }

        @Override
        public String towardsClient(String upstreamId) {
            return upstreamId;
        }
    }

    /// None yet, or none to be seen.
    record None(SessionSeal seal, Identity identity) implements Session {
        @Override
        public @Nullable String towardsUpstream() {
            return null;
        }

        @Override
        public String towardsClient(String upstreamId) {
            return seal.seal(upstreamId, identity);
        }
    }

    /// One that was opened for this identity.
    ///
    /// @param sealed its name for the client
    /// @param opened its name for the upstream
    record Owned(SessionSeal seal, Identity identity, String sealed, String opened) implements Session {
        @Override
        public String towardsUpstream() {
            return opened;
        }

        /// The same again, so that a client need not change it with every response.
        @Override
        public String towardsClient(String upstreamId) {
            return upstreamId.equals(opened) ? sealed : seal.seal(upstreamId, identity);
        }
    }
}
