package dev.postern.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Heads, as an MCP client and its server send them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HeadBenchmark {
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9." + "x".repeat(500) + "." + "y".repeat(342);

    private final ByteBuffer request = direct("POST /mcp HTTP/1.1\r\nHost: mcp.example.com\r\nAuthorization: Bearer " + TOKEN
            + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\nUser-Agent: client/1.0\r\n"
            + "Mcp-Protocol-Version: 2025-11-25\r\nMcp-Session-Id: 0f1e2d3c4b5a69788796a5b4c3d2e1f0\r\nContent-Length: 1024\r\n\r\n");
    private final ByteBuffer response = direct("HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 12:00:00 GMT\r\nServer: uvicorn\r\n"
            + "Content-Type: application/json\r\nContent-Length: 2048\r\nMcp-Session-Id: 0f1e2d3c4b5a69788796a5b4c3d2e1f0\r\n\r\n");
    private final RequestParser requests = new RequestParser(new LineMemory<>());
    private final LineMemory<Fields.Field> answers = new LineMemory<>();

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(36 * 1024).put(bytes).flip();
    }

    @Benchmark
    public RequestHead parseRequest() throws MalformedMessage {
        return requests.read(request.position(0));
    }

    @Benchmark
    public ResponseHead parseResponse() throws MalformedMessage {
        return new ResponseParser(false, answers).read(response.position(0));
    }
}
