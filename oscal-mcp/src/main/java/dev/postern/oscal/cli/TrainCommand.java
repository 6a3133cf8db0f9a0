package dev.postern.oscal.cli;

import dev.postern.oscal.transport.HttpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// A start and some calls on loopback, for a JVM that notes down what they need (`-XX:AOTCacheOutput`).
@Command(name = "train", hidden = true, description = "Practises a start and some calls, and ends.")
final class TrainCommand implements Callable<Integer> {
    private static final int ROUNDS = 3;
    private static final List<String> CALLS = List.of(
            message("initialize", "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}"),
            message("tools/list", ""),
            call("list_library", "{}"),
            call("list_controls", "{\"baseline\":\"small office\"}"),
            call("get_control", "{\"id\":\"AC-1(1)\"}"),
            call("get_control", "{\"id\":\"AC-1\",\"render\":\"oscal\"}"),
            call("search_controls", "{\"query\":\"encrypted copy\"}"),
            call("text_search_oscal", "{\"query_text\":\"encrypted copy\"}"),
            call("validate", "{\"document\":{\"uri\":\"harbour-catalog\"}}"),
            call("get_document_outline", "{\"document\":{\"uri\":\"harbour-ssp\"}}"),
            call("validate", "{\"document\":{\"uri\":\"harbour-ssp\"}}"),
            call("validate", "{\"document\":{\"content\":\"catalog: {}\"}}"),
            call("validate", "{\"document\":{\"content\":\"<catalog/>\"}}"));

    @Override
    public Integer call() throws IOException {
        PlainFlags.of(List.of("--port", "0"), Map.of());
        try (Assembly assembly = new Assembly(Optional.empty(), ConstraintOptions.none());
                HttpListener listener = new HttpListener(assembly.start(), 0)) {
            InetSocketAddress address = listener.start();
            for (int round = 0; round < ROUNDS; round++) {
                for (String message : CALLS) {
                    post(address.getPort(), message);
                }
            }
        }
        return 0;
    }

    private static void post(int port, String message) throws IOException {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nConnection: close\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200")
                    || answer.contains("\"isError\":true")
                    || answer.contains("\"code\":")) {
                throw new IOException("a call of the practice failed: " + answer);
            }
        }
    }

    private static String call(String tool, String arguments) {
        return message("tools/call", "\"name\":\"" + tool + "\",\"arguments\":" + arguments);
    }

    private static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    }
}
