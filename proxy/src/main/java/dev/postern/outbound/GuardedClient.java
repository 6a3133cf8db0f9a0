package dev.postern.outbound;

import dev.postern.config.KeysConfig;
import dev.postern.outbound.GuardedOutcome.Failed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Gets documents from addresses that strangers name. A host is looked up once, all its addresses are judged, and the
/// connection is made to one that was judged: no second look-up can lead elsewhere. No redirect, no cookie, no
/// credentials; a deadline for the whole, a bound on the answer, few calls at once, and few to one address.
public final class GuardedClient implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16;
    private static final int MOST_ADDRESSES = 3;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

    /// Looks up a host.
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final GuardedAddresses allowed;
    private final Resolver resolver;
    private final SSLContext tls;
    private final @Nullable InetSocketAddress proxy;
    private final Duration patience;
    private final AddressLoad load;
    /// Threads of the platform's: a look-up blocks the thread below a virtual one, on which others depend.
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            IDLE_THREAD.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("guarded-", 0).factory());

    /// @param insecureLocal whether this machine itself may be called, and by http
    /// @param patience for a whole call, from the look-up to the last byte
    public GuardedClient(
            KeysConfig config, boolean insecureLocal, Duration patience, Resolver resolver, InstantSource clock) {
        this.allowed = new GuardedAddresses(insecureLocal);
        this.resolver = resolver;
        this.tls = TrustedAuthorities.context(config.authorities());
        this.proxy = config.proxy();
        this.patience = patience;
        this.load = new AddressLoad(clock);
    }

    /// Why no document can be there, empty where one may be.
    public Optional<String> objection(URI uri) {
        return allowed.objection(uri);
    }

    /// Gets a document. Blocks.
    ///
    /// @param entityTag of what we have, null where we have nothing
    /// @param maxBytes of the document
    public GuardedOutcome get(URI uri, @Nullable String entityTag, int maxBytes) {
        Optional<String> objection = allowed.objection(uri);
        if (objection.isPresent()) {
            return new Failed(objection.get(), true);
        }
        Call call = new Call(uri, entityTag, maxBytes);
        try {
            return await(call, threads.submit(call::make));
        } catch (RejectedExecutionException _) {
            return new Failed("too many documents are being fetched", false);
        }
    }

    private GuardedOutcome await(Call call, Future<GuardedOutcome> under) {
        try {
            return under.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Failed("no whole answer within " + patience.toMillis() + " ms", false);
        } catch (ExecutionException e) {
            return new Failed("call failed: " + e.getCause(), false);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted", false);
        } finally {
            under.cancel(true);
            call.close();
        }
    }

    /// One call, and the socket that ends it when it takes too long.
    private final class Call {
        private final URI uri;
        private final @Nullable String entityTag;
        private final int maxBytes;
        private @Nullable Socket socket;
        private boolean closed;

        Call(URI uri, @Nullable String entityTag, int maxBytes) {
            this.uri = uri;
            this.entityTag = entityTag;
            this.maxBytes = maxBytes;
        }

        GuardedOutcome make() {
            InetAddress[] addresses;
            try {
                addresses = resolver.addresses(uri.getHost());
            } catch (UnknownHostException _) {
                return new Failed("its host is not known", false);
            }
            Optional<String> objection = allowed.objection(uri, List.of(addresses));
            if (objection.isPresent()) {
                return new Failed(objection.get(), true);
            }
            String reason = "no address";
            for (int at = 0; at < Math.min(addresses.length, MOST_ADDRESSES); at++) {
                if (!load.begin(addresses[at])) {
                    return new Failed("its address has been called too often", false);
                }
                try (Socket connected = connect(addresses[at])) {
                    return ask(connected);
                } catch (NotConnected e) {
                    reason = describe(e);
                } catch (IOException e) {
                    return new Failed(describe(e), e instanceof MalformedAnswer);
                } finally {
                    load.end(addresses[at]);
                }
            }
            return new Failed(reason, false);
        }

        private Socket connect(InetAddress address) throws IOException {
            Socket plain = new Socket();
            keep(plain);
            boolean local = Reach.of(address) == Reach.LOOPBACK;
            InetSocketAddress target = new InetSocketAddress(address, port());
            try {
                int millis = Math.toIntExact(patience.toMillis());
                plain.setSoTimeout(millis);
                plain.connect(proxy == null || local ? target : proxy, millis);
                if (proxy != null && !local) {
                    ForwardTunnel.open(plain, target);
                }
                return plain;
            } catch (IOException e) {
                plain.close();
                throw new NotConnected(describe(e));
            }
        }

        private GuardedOutcome ask(Socket connected) throws IOException {
            Socket asked = isTls() ? secure(connected) : connected;
            asked.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            return new AnswerReader(new BufferedInputStream(asked.getInputStream()), maxBytes).read();
        }

        /// The certificate is asked for and judged by the name, whatever the address.
        private Socket secure(Socket connected) throws IOException {
            String host = uri.getHost().replaceAll("^\\[|]$", "");
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(connected, host, port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        }

        private String request() {
            String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            return "GET " + (path.startsWith("/") ? path : "/" + path) + " HTTP/1.1\r\n"
                    + "Host: " + uri.getRawAuthority() + "\r\n"
                    + "Accept: application/json\r\n"
                    + "Accept-Encoding: identity\r\n"
                    + "User-Agent: postern\r\n"
                    + (entityTag == null ? "" : "If-None-Match: " + entityTag + "\r\n")
                    + "Connection: close\r\n\r\n";
        }

        private boolean isTls() {
            return "https".equalsIgnoreCase(uri.getScheme());
        }

        private int port() {
            return uri.getPort() > 0 ? uri.getPort() : isTls() ? 443 : 80;
        }

        private synchronized void keep(Socket opened) throws IOException {
            socket = opened;
            if (closed) {
                opened.close();
                throw new IOException("too late");
            }
        }

        synchronized void close() {
            closed = true;
            if (socket != null) {
                try {
                    socket.close();
                } catch (IOException _) {
                    // it is closed all the same
                }
            }
        }
    }

    /// The next address may do better.
    private static final class NotConnected extends IOException {
        private static final long serialVersionUID = 1L;

        NotConnected(String message) {
            super(message);
        }
    }

    private static String describe(IOException cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
