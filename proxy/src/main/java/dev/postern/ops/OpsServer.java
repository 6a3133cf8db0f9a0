package dev.postern.ops;

import dev.postern.audit.AuditTrail;
import dev.postern.config.Addresses;
import dev.postern.config.Config;
import dev.postern.token.KeyStates;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.RequestLimitingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.xnio.Options;

/// The second listener: `/healthz`, `/readyz` and `/metrics`, for those who run Postern.
public final class OpsServer implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final int CONNECTIONS = 128;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");

    private final Metrics metrics;
    private final Map<String, String> documents;
    private final KeyReadiness keys;
    private final Readiness readiness;
    private final InetSocketAddress wanted;
    private final Undertow undertow;

    /// Prepares the listener; nothing listens before [#start()].
    ///
    /// @param draining whether the gate is about to close
    /// @param documents what else is to be had here, in JSON, by path
    public OpsServer(
            Config config,
            Metrics metrics,
            KeyStates states,
            AuditTrail trail,
            BooleanSupplier draining,
            Map<String, String> documents) {
        this.metrics = metrics;
        this.documents = Map.copyOf(documents);
        this.keys = new KeyReadiness(
                states,
                task -> Thread.ofVirtual().start(task),
                System::nanoTime,
                config.keys().maxStale());
        UpstreamProbe upstream = new UpstreamProbe(
                config.upstream().url().getHost(), config.upstream().port(), System::nanoTime);
        this.readiness = new Readiness(keys, upstream, trail, draining);
        this.wanted = config.ops().address();
        this.undertow = Undertow.builder()
                .addHttpListener(wanted.getPort(), wanted.getAddress().getHostAddress(), handler())
                .setIoThreads(1)
                .setWorkerThreads(AT_ONCE)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1024L)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 8 * 1024)
                .setServerOption(UndertowOptions.MAX_HEADERS, 64)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 16)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 5_000)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, 60_000)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, CONNECTIONS)
                .setSocketOption(Options.REUSE_ADDRESSES, true)
                .build();
    }

    /// Listens, and asks for keys so that readiness does not wait for traffic.
    ///
    /// @throws IOException with a sentence where the port is taken
    public void start() throws IOException {
        try {
            undertow.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException taken) {
                throw new IOException(
                        "Cannot listen on %s (--ops-listen): %s."
                                .formatted(Addresses.print(wanted), taken.getMessage()),
                        e);
            }
            throw e;
        }
        keys.warmUp();
    }

    /// Where it listens, with the port that was picked.
    public InetSocketAddress address() {
        return (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    }

    @Override
    public void close() {
        undertow.stop();
    }

    private HttpHandler handler() {
        return new RequestLimitingHandler(AT_ONCE, CONNECTIONS, new BlockingHandler(this::answer));
    }

    private void answer(HttpServerExchange exchange) {
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            send(exchange, StatusCodes.METHOD_NOT_ALLOWED, TEXT, "GET or HEAD only\n");
            return;
        }
        switch (exchange.getRequestPath()) {
            case "/healthz" -> send(exchange, StatusCodes.OK, TEXT, "ok\n");
            case "/readyz" -> answerReadiness(exchange);
            case "/metrics" -> send(exchange, StatusCodes.OK, PROMETHEUS, metrics.page());
            default -> answerDocument(exchange);
        }
    }

    private void answerDocument(HttpServerExchange exchange) {
        String document = documents.get(exchange.getRequestPath());
        if (document == null) {
            send(exchange, StatusCodes.NOT_FOUND, TEXT, "/healthz, /readyz or /metrics\n");
        } else {
            send(exchange, StatusCodes.OK, "application/json", document);
        }
    }

    private void answerReadiness(HttpServerExchange exchange) {
        Map<String, String> troubles = readiness.troubles();
        int status = troubles.isEmpty() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE;
        send(exchange, status, "application/json", new ReadinessReport(troubles, readiness.notes()).json() + "\n");
    }

    private static void send(HttpServerExchange exchange, int status, String type, String body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, type)
                .put(Headers.CACHE_CONTROL, "no-store")
                .put(CONTENT_TYPE_OPTIONS, "nosniff");
        exchange.getResponseSender().send(body);
    }
}
