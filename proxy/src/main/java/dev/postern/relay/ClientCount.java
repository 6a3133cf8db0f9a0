package dev.postern.relay;

import dev.postern.config.Cidr;
import dev.postern.config.ListenerConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// How many clients are connected, in all and from each address, and whether one more may be.
public final class ClientCount {
    private final int most;
    private final int mostPerAddress;
    private final List<Cidr> leftOut;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<Network, Integer> byNetwork = new ConcurrentHashMap<>();
    private final LongAdder displaced = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /// Who counts as one: an IPv4 address, or the /64 of IPv6, the least that one household gets.
    private record Network(boolean six, long prefix) {
        static Network of(InetAddress address) {
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return address instanceof Inet6Address
                    ? new Network(true, bytes.getLong())
                    : new Network(false, bytes.getInt());
        }
    }

    ClientCount(ListenerConfig config, OpenFiles files) {
        most = Math.min(config.limits().connections(), files.connections());
        mostPerAddress = config.limits().connectionsPerAddress();
        leftOut = config.trustedProxies();
    }

    /// How many may be connected at once.
    int most() {
        return most;
    }

    void entered(InetAddress client) {
        all.incrementAndGet();
        byNetwork.merge(Network.of(client), 1, Integer::sum);
    }

    void left(InetAddress client) {
        all.decrementAndGet();
        byNetwork.computeIfPresent(Network.of(client), (_, count) -> count == 1 ? null : count - 1);
    }

    /// Whether there are more than there may be.
    boolean isTooMany() {
        return all.get() > most;
    }

    /// Whether there are more from its address than there may be.
    boolean isTooManyOf(InetAddress client) {
        return byNetwork.getOrDefault(Network.of(client), 0) > mostPerAddress && !isLeftOut(client);
    }

    /// Whether both are clients of one address.
    boolean areOne(InetAddress one, InetAddress other) {
        return Network.of(one).equals(Network.of(other));
    }

    private boolean isLeftOut(InetAddress client) {
        return leftOut.stream().anyMatch(network -> network.contains(client));
    }

    void displacedOne() {
        displaced.increment();
    }

    void refusedOne() {
        refused.increment();
    }

    /// How many are connected now.
    public int connected() {
        return all.get();
    }

    /// How many lost their place to another since the start, as they were idle.
    public long displaced() {
        return displaced.sum();
    }

    /// How many found no place since the start.
    public long refused() {
        return refused.sum();
    }
}
