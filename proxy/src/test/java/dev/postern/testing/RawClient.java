package dev.postern.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A client that sends exactly the bytes a test wants to send.
public final class RawClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    public RawClient(InetSocketAddress address) throws IOException {
        this(address, null);
    }

    /// A client with that address of its own.
    public RawClient(InetSocketAddress address, @Nullable InetAddress own) throws IOException {
        if (own != null) {
            socket.bind(new InetSocketAddress(own, 0));
        }
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        socket.connect(address, 5_000);
        in = socket.getInputStream();
    }

    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// How long reading waits from now on.
    public RawClient waitFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        return this;
    }

    /// Tells the server that nothing more will come.
    public RawClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Leaves as a crashed process would, with a reset.
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// The next response with a `Content-Length` or chunked body, or with none.
    public Response response() throws IOException {
        return response(true);
    }

    /// The response to HEAD.
    public Response responseWithoutBody() throws IOException {
        return response(false);
    }

    private Response response(boolean withBody) throws IOException {
        String head = readUntil("\r\n\r\n");
        Response response = Response.parse(head, "");
        int status = response.status();
        if (!withBody || status == 204 || status == 304 || status < 200) {
            return response;
        }
        if (response.field("Transfer-Encoding").equals("chunked")) {
            return Response.parse(head, chunkedBody());
        }
        int length = Integer.parseInt(response.field("Content-Length"));
        return Response.parse(head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String chunkedBody() throws IOException {
        StringBuilder body = new StringBuilder();
        for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            body.append(chunk);
        }
        return body.toString();
    }

    /// The next chunk of a chunked body; empty for the last.
    public String chunk() throws IOException {
        int size = Integer.parseInt(readUntil("\r\n").strip(), 16);
        String chunk = new String(in.readNBytes(size), StandardCharsets.UTF_8);
        readUntil("\r\n");
        return chunk;
    }

    /// Everything up to and with the mark.
    public String readUntil(String mark) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(mark)) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended after: " + read.toString(StandardCharsets.ISO_8859_1));
            }
            read.write(b);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /// Everything until the server closes, whether in good order or not.
    public String readToEnd() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.write(b);
            }
        } catch (IOException reset) {
            read.writeBytes("<reset>".getBytes(StandardCharsets.ISO_8859_1));
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
