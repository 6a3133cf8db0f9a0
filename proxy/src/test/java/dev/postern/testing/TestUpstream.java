package dev.postern.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that stands in for the MCP server behind, and answers what a test has written for it, byte for byte.
public final class TestUpstream implements AutoCloseable {
    /// What the server does with a request.
    @FunctionalInterface
    public interface Script {
        void serve(Call call) throws IOException, InterruptedException;
    }

    /// One request as it came in.
    public static final class Call {
        private final String head;
        private final String body;
        private final Socket socket;

        Call(String head, String body, Socket socket) {
            this.head = head;
            this.body = body;
            this.socket = socket;
        }

        public String head() {
            return head;
        }

        public String body() {
            return body;
        }

        /// The field's value, empty where it is not there.
        public String field(String name) {
            return Response.parse("HTTP/1.1 200 OK\r\n" + head.substring(head.indexOf("\r\n") + 2), "")
                    .field(name);
        }

        public Call send(String bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        }

        public Call sendChunk(String text) throws IOException {
            return send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        public void close() throws IOException {
            socket.close();
        }

        /// Ends the connection with a reset.
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /// Waits until the other end leaves; true where it did within the time.
        public boolean waitForLeaving(int seconds) {
            try {
                socket.setSoTimeout(seconds * 1000);
                while (socket.getInputStream().read() >= 0) {
                    // what still comes does not matter
                }
                return true;
            } catch (java.net.SocketTimeoutException _) {
                return false;
            } catch (IOException _) {
                return true;
            }
        }
    }

    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Script script = call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    public TestUpstream() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/mcp");
    }

    public TestUpstream serve(Script next) {
        script = next;
        return this;
    }

    /// The next request that came, waiting for it.
    public Call nextCall() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no request reached the upstream");
        }
        return call;
    }

    /// How many whole requests came and were not taken by [#nextCall].
    public int waitingCalls() {
        return calls.size();
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed by the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
                Call call = new Call(head, readBody(in, head), socket);
                calls.add(call);
                script.serve(call);
                if (socket.isClosed()) {
                    return;
                }
            }
        } catch (IOException _) {
            // the other end left
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String readBody(InputStream in, String head) throws IOException {
        Response fields = Response.parse("HTTP/1.1 200 OK\r\n" + head.substring(head.indexOf("\r\n") + 2), "");
        if (fields.field("Transfer-Encoding").equals("chunked")) {
            return readChunks(in);
        }
        String length = fields.field("Content-Length");
        int bytes = length.isEmpty() ? 0 : Integer.parseInt(length);
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new IOException("the body was cut short");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String readChunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine(in), 16);
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            readLine(in);
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the body was cut short");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
