package dev.postern.trail;

import dev.postern.config.SyslogReceiver;
import dev.postern.outbound.TrustedAuthorities;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Syslog over TCP or TLS: messages with their length in front (RFC 6587 §3.4.1, RFC 5425 §4.3).
record SyslogStream(Socket socket) implements SyslogWay {
    private static final int CONNECT = (int) Duration.ofSeconds(2).toMillis();
    private static final int HANDSHAKE = (int) Duration.ofSeconds(5).toMillis();
    private static final int GLANCE = 1;

    static SyslogStream to(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, CONNECT);
            socket.setSoTimeout(GLANCE);
            return new SyslogStream(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static SyslogStream encrypted(InetSocketAddress address, SyslogReceiver receiver) throws IOException {
        Socket plain = to(address).socket();
        try {
            plain.setSoTimeout(HANDSHAKE);
            SSLSocket socket = (SSLSocket) TrustedAuthorities.context(receiver.authorities())
                    .getSocketFactory()
                    .createSocket(plain, receiver.host(), receiver.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.setSoTimeout(GLANCE);
            return new SyslogStream(socket);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public int send(List<byte[]> messages) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream(1024 * messages.size());
        for (byte[] message : messages) {
            frames.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            frames.writeBytes(message);
        }
        socket.getOutputStream().write(frames.toByteArray());
        return 0;
    }

    /// A receiver says nothing; that it has left is all there is to read.
    @Override
    public void look() throws IOException {
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the receiver closed the connection");
            }
        } catch (SocketTimeoutException _) {
            // It is still there.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It was written to, or the failure was told, before.
        }
    }
}
