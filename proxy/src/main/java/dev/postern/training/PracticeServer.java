package dev.postern.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The issuer and the MCP server of a practice: a few fixed answers on a port of loopback.
final class PracticeServer implements AutoCloseable {
    private static final int EVERY_SO_OFTEN = 16;
    private static final String CHUNK = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n";
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nMcp-Session-Id: practice\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\","
            + "\"text\":\"" + "y".repeat(2000) + "\"}]}}";

    private final ServerSocket listener;
    private final Map<String, String> documents = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    PracticeServer() throws IOException {
        listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("practice").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void publish(String path, String json) {
        documents.put(path, json);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed, or a connection that was given up: the next one shows which.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            PracticeMessages messages = new PracticeMessages(new BufferedInputStream(socket.getInputStream()));
            String line = messages.read(true);
            while (line.contains(" HTTP/1.1")) {
                answer(line, socket.getOutputStream());
                line = messages.read(true);
            }
        } catch (IOException _) {
            // Whoever called has left.
        }
    }

    private void answer(String line, OutputStream out) throws IOException {
        String document = documents.get(line.split(" ", -1)[1]);
        if (document != null) {
            send(out, whole(document));
        } else if (line.startsWith("GET /mcp")) {
            send(out, STREAM);
            send(out, chunk());
        } else if (!line.contains(" /mcp")) {
            send(out, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        } else if (calls.incrementAndGet() % EVERY_SO_OFTEN == 0) {
            send(out, STREAM + chunk());
            send(out, "0\r\n\r\n");
        } else {
            send(out, whole(ANSWER));
        }
    }

    private static String whole(String json) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
                + json;
    }

    private static String chunk() {
        return Integer.toHexString(CHUNK.length()) + "\r\n" + CHUNK + "\r\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
