package dev.postern.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A tunnel through a proxy (RFC 9110 §9.3.6), to an address rather than a name, which the proxy would look up again.
final class ForwardTunnel {
    private static final int MAX_HEAD = 8 * 1024;

    private ForwardTunnel() {}

    static void open(Socket proxy, InetSocketAddress target) throws IOException {
        String literal = target.getAddress().getHostAddress();
        String authority = (literal.contains(":") ? "[" + literal + "]" : literal) + ":" + target.getPort();
        String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        proxy.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String head = head(proxy.getInputStream());
        if (!head.matches("(?s)HTTP/1\\.[01] 2[0-9]{2}[ \r].*")) {
            throw new IOException("the proxy did not let us through");
        }
    }

    /// Byte by byte, as what follows belongs to somebody else.
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MAX_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the proxy broke off");
            }
            head.append((char) next);
            if (next == '\n' && head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        throw new IOException("the proxy answers without end");
    }
}
