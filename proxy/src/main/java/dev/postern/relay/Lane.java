package dev.postern.relay;

import dev.postern.config.UpstreamConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.xnio.XnioIoThread;

/// What the connections of one I/O thread share. Used on that thread only, so nothing in it is locked.
final class Lane {
    /// Of the bytes that came and cannot be passed on yet. Who holds half a head for long is limited by this, too.
    private static final long MOST_KEPT = 24L * 1024 * 1024;

    /// Among how many clients one that may go is looked for.
    private static final int LOOKED_AT = 1024;

    private static final int COMPARED = 16;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final XnioIoThread thread;
    private final Executor offload;
    private final Timers timers;
    private final UpstreamPool upstreams;
    private final MessageWriter writer = new MessageWriter();
    private final LineMemory<Fields.Field> fieldLines = new LineMemory<>();
    private final Buffers buffers = new Buffers(MOST_KEPT);
    private final Set<ClientConnection> clients = new HashSet<>();
    private final ClientCount count;
    private final Closings closings;
    private boolean draining;
    private long dateSecond = Long.MIN_VALUE;
    private String date = "";

    Lane(XnioIoThread thread, UpstreamConfig upstream, Executor offload, ClientCount count) {
        this.thread = thread;
        this.offload = offload;
        this.timers = new Timers(thread, System::nanoTime);
        this.count = count;
        this.upstreams = new UpstreamPool(this, upstream);
        this.closings = new Closings(timer());
    }

    XnioIoThread thread() {
        return thread;
    }

    Executor offload() {
        return offload;
    }

    UpstreamPool upstreams() {
        return upstreams;
    }

    MessageWriter writer() {
        return writer;
    }

    LineMemory<Fields.Field> fieldLines() {
        return fieldLines;
    }

    Timer timer() {
        return timer(mistake -> {
            throw mistake;
        });
    }

    /// A timer for something that belongs to somebody who must learn of a mistake.
    Timer timer(Timer.Owner owner) {
        return new Timer(timers, owner);
    }

    Buffers buffers() {
        return buffers;
    }

    Closings closings() {
        return closings;
    }

    /// Makes room for a client that came, by letting go of another that is idle; false where there is none to be had.
    boolean makeRoom(InetAddress comer) {
        return (!count.isTooManyOf(comer) || displace(other -> count.areOne(comer, other.peer())))
                && (!count.isTooMany() || displace(_ -> true));
    }

    /// Closes the connection that has been idle longest among a few. The set is in no order, so these are any.
    private boolean displace(Predicate<ClientConnection> eligible) {
        ClientConnection longest = null;
        int looked = 0;
        int compared = 0;
        for (ClientConnection client : clients) {
            if (++looked > LOOKED_AT || compared == COMPARED) {
                break;
            }
            if (client.isWaiting() && eligible.test(client)) {
                compared++;
                longest = longest == null || client.waitsLongerThan(longest) ? client : longest;
            }
        }
        if (longest == null) {
            return false;
        }
        longest.close();
        count.displacedOne();
        return true;
    }

    void opened(ClientConnection client) {
        clients.add(client);
    }

    void closed(ClientConnection client) {
        if (clients.remove(client)) {
            count.left(client.peer());
        }
    }

    /// The current time for `Date` (RFC 9110 §6.6.1).
    String date() {
        long now = System.currentTimeMillis() / 1000;
        if (now != dateSecond) {
            dateSecond = now;
            date = HTTP_DATE.format(ZonedDateTime.ofInstant(Instant.ofEpochSecond(now), ZoneOffset.UTC));
        }
        return date;
    }

    /// From now on every connection is closed after the response it waits for.
    void startDraining() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    /// How many requests are under way, streams that never end by themselves left out.
    int busy() {
        return count(ClientConnection::isBusy);
    }

    /// How many connections have a stream that never ends by itself.
    int streams() {
        return count(ClientConnection::isStreaming);
    }

    /// How many connections have a request or a stream under way.
    int active() {
        return busy() + streams();
    }

    private int count(Predicate<ClientConnection> test) {
        int count = 0;
        for (ClientConnection client : clients) {
            if (test.test(client)) {
                count++;
            }
        }
        return count;
    }

    int size() {
        return clients.size();
    }

    /// Closes the connections that have been without a request for that long.
    void closeIdle(Duration atLeast) {
        for (ClientConnection client : List.copyOf(clients)) {
            client.closeIfIdle(atLeast);
        }
    }

    /// Ends every stream with its last chunk.
    void endStreams() {
        for (ClientConnection client : List.copyOf(clients)) {
            client.endStream();
        }
    }

    void closeAll() {
        for (ClientConnection client : List.copyOf(clients)) {
            client.abandon();
        }
        upstreams.close();
        closings.closeAll();
    }
}
