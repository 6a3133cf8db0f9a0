package dev.postern.rate;

import dev.postern.config.RateLimitConfig;
import dev.postern.config.RateLimitConfig.Per;
import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import dev.postern.policy.Admitted;
import dev.postern.policy.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// The limits of the policy file: which buckets a request takes from, and whether they hold enough.
public final class RateLimits {
    private final List<Applied> limits;
    private final Buckets buckets;

    /// A limit as it is written, and as a bucket.
    private record Applied(RateLimitConfig config, RateLimit limit) {
        boolean isPer(Per what) {
            return config.per().contains(what);
        }

        /// Whether it counts requests without messages: a `GET` or a `DELETE`.
        boolean isOfRequests() {
            return config.targets().isAny() && !isPer(Per.TOOL);
        }

        boolean counts(McpMessage message) {
            return switch (message) {
                case McpMessage.Call call ->
                    config.targets().matches(call)
                            && (!isPer(Per.TOOL) || call.target().kind() == McpMessage.Kind.TOOL);
                case McpMessage.Reply _ -> isOfRequests();
            };
        }
    }

    RateLimits(List<RateLimitConfig> limits, Buckets buckets) {
        this.limits = limits.stream()
                .map(limit ->
                        new Applied(limit, RateLimit.of(limit.name(), limit.permits(), limit.window(), limit.burst())))
                .toList();
        this.buckets = buckets;
    }

    /// Limits that this process holds by itself.
    ///
    /// @param nanoTime as of [System#nanoTime]
    public static RateLimits local(List<RateLimitConfig> limits, LongSupplier nanoTime) {
        return new RateLimits(limits, new LocalBuckets(LocalBuckets.MOST, nanoTime));
    }

    /// Limits that are shared through a store.
    public static RateLimits shared(List<RateLimitConfig> limits, SharedBuckets buckets) {
        return new RateLimits(limits, buckets);
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return limits.isEmpty();
    }

    /// Whether [#rate] may wait now: an I/O thread leaves it to another.
    public boolean mayWait() {
        return buckets.mayWait();
    }

    /// How many buckets are held in memory.
    public int held() {
        return buckets.held();
    }

    /// Takes what the request needs from every bucket it falls under, or from none.
    ///
    /// @param clientAddress an address in numbers
    public Rating rate(Admitted admitted, String clientAddress) {
        return buckets.take(demands(admitted, clientAddress));
    }

    /// The same by what this process knows, without waiting.
    public Rating rateAtOnce(Admitted admitted, String clientAddress) {
        return buckets.takeAtOnce(demands(admitted, clientAddress));
    }

    private List<Demand> demands(Admitted admitted, String clientAddress) {
        List<Demand> demands = new ArrayList<>(limits.size());
        for (Applied applied : limits) {
            demand(applied, admitted, clientAddress, demands);
        }
        return demands;
    }

    private static void demand(Applied applied, Admitted admitted, String address, List<Demand> demands) {
        List<McpMessage> messages = admitted.messages();
        if (messages.isEmpty()) {
            if (applied.isOfRequests()) {
                demands.add(new Demand(applied.limit(), whose(applied, admitted, address, ""), 1));
            }
            return;
        }
        if (applied.isPer(Per.TOOL)) {
            byTool(applied, messages)
                    .forEach((tool, count) ->
                            demands.add(new Demand(applied.limit(), whose(applied, admitted, address, tool), count)));
            return;
        }
        long count = 0;
        for (McpMessage message : messages) {
            count += applied.counts(message) ? 1 : 0;
        }
        if (count > 0) {
            demands.add(new Demand(applied.limit(), whose(applied, admitted, address, ""), count));
        }
    }

    private static Map<String, Long> byTool(Applied applied, List<McpMessage> messages) {
        Map<String, Long> counts = new TreeMap<>();
        for (McpMessage message : messages) {
            if (message instanceof McpMessage.Call call && applied.counts(call)) {
                counts.merge(call.target().name(), 1L, Long::sum);
            }
        }
        return counts;
    }

    /// Each part with its length before it, so that no two callers are written alike.
    private static String whose(Applied applied, Admitted admitted, String address, String tool) {
        StringBuilder whose = new StringBuilder(80);
        Optional<Identity> identity = admitted.identity();
        String issuer = identity.map(it -> it.issuer().value()).orElse("");
        if (applied.isPer(Per.SUBJECT)) {
            add(add(whose, issuer), identity.map(Identity::subject).orElse(""));
        }
        if (applied.isPer(Per.CLIENT)) {
            add(add(whose, issuer), identity.map(Identity::clientId).orElse(""));
        }
        if (applied.isPer(Per.TOOL)) {
            add(whose, tool);
        }
        if (applied.isPer(Per.ADDRESS)) {
            add(whose, Network.of(address));
        }
        return whose.toString();
    }

    private static StringBuilder add(StringBuilder whose, String part) {
        return whose.append(part.length()).append(':').append(part);
    }
}
