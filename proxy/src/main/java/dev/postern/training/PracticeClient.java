package dev.postern.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One connection of a practice to what is practised on.
final class PracticeClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final PracticeMessages answers;

    PracticeClient(InetSocketAddress address) throws IOException {
        socket = new Socket();
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        socket.connect(address, (int) PATIENCE.toMillis());
        answers = new PracticeMessages(new BufferedInputStream(socket.getInputStream()));
    }

    /// Asks, and fails where the answer has another status.
    ///
    /// @param fields each with its line end
    /// @param body empty where there is none
    void ask(String line, String fields, String body, int status) throws IOException {
        send(line, fields, body);
        String answer = answers.read(true);
        if (!answer.startsWith("HTTP/1.1 " + status + " ")) {
            throw new IOException(line + " was answered by " + answer + " instead of " + status);
        }
    }

    /// Opens an event stream and waits for the first event.
    void open(String line, String fields) throws IOException {
        send(line, fields, "");
        answers.read(false);
    }

    private void send(String line, String fields, String body) throws IOException {
        String length =
                body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        String request =
                line + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n" + fields + length + "\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
