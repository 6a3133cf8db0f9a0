package dev.postern.e2e;

import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/// Stands before a Postern for a client that knows no tokens, and adds one to each request.
final class TokenBearer implements AutoCloseable {
    private static final String REQUEST = " /mcp HTTP/1.1\r\n";

    private final Tunnel tunnel;

    /// @param port of the Postern, asked for each new connection
    TokenBearer(IntSupplier port, String token) {
        String withToken = REQUEST + "Authorization: Bearer " + token + "\r\n";
        this.tunnel = new Tunnel(port, (bytes, length) -> {
            // A message in JSON has no such line break, so this is the first line of a request and nothing else.
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            return text.replace(REQUEST, withToken).getBytes(StandardCharsets.ISO_8859_1);
        });
    }

    int port() {
        return tunnel.port();
    }

    @Override
    public void close() {
        tunnel.close();
    }
}
