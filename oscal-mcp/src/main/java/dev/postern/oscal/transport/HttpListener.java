package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.McpServer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.RequestLimitingHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Listens on loopback, and nowhere else: who reaches this server was let in by what stands before it.
public final class HttpListener implements AutoCloseable {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_WAITING = 256;

    private final Undertow undertow;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    // Virtual threads share processors only where they wait, and whoever watches the time must get one.
    private final ExecutorService workers = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("call-", 0).factory());

    public HttpListener(McpServer server, int port) {
        this(server, port, Bounds.ordinary());
    }

    /// @param port 0 for any that is free
    public HttpListener(McpServer server, int port, Bounds bounds) {
        HttpEndpoint endpoint = new HttpEndpoint(server, threads, workers, new Admission(bounds));
        undertow = Undertow.builder()
                .addHttpListener(port, InetAddress.getLoopbackAddress().getHostAddress())
                .setIoThreads(2)
                .setWorkerThreads(1)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, (long) bounds.messageBytes() + 1)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 32 * 1024)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 5 * 60_000)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 30_000)
                .setServerOption(UndertowOptions.ENABLE_STATISTICS, false)
                .setHandler(new RequestLimitingHandler(MOST_AT_ONCE, MOST_WAITING, endpoint))
                .build();
    }

    /// Starts, and says where.
    public InetSocketAddress start() {
        undertow.start();
        return (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    }

    @Override
    public void close() {
        undertow.stop();
        threads.shutdownNow();
        workers.shutdownNow();
    }
}
