package dev.postern.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The MCP server behind Postern.
///
/// @param url its MCP endpoint, `http` only: it shares the machine or the network namespace
/// @param connectTimeout to connect, else 502
/// @param responseTimeout to the response's header fields, else 504; never on a stream that has begun
/// @param forwardHeaders request fields forwarded besides the standard ones, in lower case
/// @param maxBodyBytes of a request, else 413
/// @param maxJudgedBytes of a request that is judged by what it says, else 413
/// @param streamKeepAlive after how much silence an event stream gets a comment, zero for never
/// @param insecureStreamsOutliveTokens whether an event stream goes on when the token it was opened with has run out
public record UpstreamConfig(
        URI url,
        Duration connectTimeout,
        Duration responseTimeout,
        List<String> forwardHeaders,
        long maxBodyBytes,
        int maxJudgedBytes,
        Duration streamKeepAlive,
        boolean insecureStreamsOutliveTokens) {
    public UpstreamConfig {
        forwardHeaders = List.copyOf(forwardHeaders);
    }

    /// With the default for bodies that are judged.
    public UpstreamConfig(
            URI url,
            Duration connectTimeout,
            Duration responseTimeout,
            List<String> forwardHeaders,
            long maxBodyBytes,
            Duration streamKeepAlive,
            boolean insecureStreamsOutliveTokens) {
        this(
                url,
                connectTimeout,
                responseTimeout,
                forwardHeaders,
                maxBodyBytes,
                1024 * 1024,
                streamKeepAlive,
                insecureStreamsOutliveTokens);
    }

    /// The authority with its port, as `Host` must name it.
    public String authority() {
        return url.getHost() + ":" + port();
    }

    public int port() {
        return url.getPort() < 0 ? 80 : url.getPort();
    }

    /// The path requests are sent to.
    public String path() {
        return url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    }
}
