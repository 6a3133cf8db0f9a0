package dev.postern.rate;

import dev.postern.config.RateStoreConfig;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Buckets in a Redis or Valkey server. One script takes from all of a request's buckets or from none, by the server's
/// own clock, so that replicas need not agree on the time and one request is one question.
final class RedisStore implements RateStore {
    /// For each bucket what is taken, its size and its time in ms. Answers which one does not hold enough, or 0, then
    /// for
    /// each bucket how much is taken of it and when it is filled again, in ms. A bucket that is not there is full.
    private static final String SCRIPT = """
            local short = 0
            local answer = {}
            for i, key in ipairs(KEYS) do
              local taken = tonumber(redis.call('GET', key) or '0')
              if short == 0 and taken + tonumber(ARGV[3 * i - 2]) > tonumber(ARGV[3 * i - 1]) then short = i end
              answer[2 * i] = taken
            end
            answer[1] = short
            for i, key in ipairs(KEYS) do
              if short == 0 then answer[2 * i] = redis.call('INCRBY', key, ARGV[3 * i - 2]) end
              local left = redis.call('PTTL', key)
              if left < 0 then
                left = tonumber(ARGV[3 * i])
                if short == 0 then redis.call('PEXPIRE', key, left) end
              end
              answer[2 * i + 1] = left
            end
            return answer
            """;

    /// Each may be asked at once; a question takes less than a millisecond in most networks.
    private static final int CONNECTIONS = 16;

    private static final int MILLIS_TO_CONNECT = 2000;

    private final StoreConnector connector;
    private final String prefix;
    private final long timeLimitNanos;
    private final LongSupplier nanoTime;
    private final byte[] script = RespConnection.ascii(SCRIPT);
    private final byte[] scriptHash;
    private final Semaphore places = new Semaphore(CONNECTIONS);
    private final ConcurrentLinkedDeque<RespConnection> idle = new ConcurrentLinkedDeque<>();

    /// @param timeLimit of one question, all in all
    /// @param nanoTime as of [System#nanoTime]
    RedisStore(RateStoreConfig config, Duration timeLimit, LongSupplier nanoTime) {
        this.connector = new StoreConnector(config);
        this.prefix = config.prefix();
        this.timeLimitNanos = timeLimit.toNanos();
        this.nanoTime = nanoTime;
        this.scriptHash = RespConnection.ascii(HexFormat.of().formatHex(digest("SHA-1", script)));
    }

    @Override
    public Rating take(List<Demand> demands) throws IOException {
        long deadline = nanoTime.getAsLong() + timeLimitNanos;
        if (!acquire()) {
            throw new StoreBusyException();
        }
        try {
            return rating(demands, ask(words(demands), deadline));
        } finally {
            places.release();
        }
    }

    /// Looks the server up anew, as it may have moved, and takes from a bucket of nobody's. Has time to connect, as the
    /// first time by TLS takes long in a young process.
    @Override
    public void probe() throws IOException {
        connector.resolve();
        if (idle.isEmpty()) {
            idle.addFirst(connector.connect(MILLIS_TO_CONNECT));
        }
        take(List.of(new Demand(new RateLimit("probe", Long.MAX_VALUE >> 12, Duration.ofSeconds(1)), "", 1)));
    }

    private boolean acquire() throws IOException {
        try {
            return places.tryAcquire(timeLimitNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the process ends", e);
        }
    }

    /// A connection that was idle may have been closed meanwhile, which is no news of the server.
    private List<Long> ask(List<byte[]> words, long deadline) throws IOException {
        RespConnection used = idle.pollFirst();
        if (used != null) {
            try {
                return ask(used, words, deadline);
            } catch (EOFException | SocketException _) {
                closeIdle();
            }
        }
        return ask(connector.connect(remaining(deadline)), words, deadline);
    }

    private List<Long> ask(RespConnection connection, List<byte[]> words, long deadline) throws IOException {
        boolean healthy = false;
        try {
            connection.waitFor(remaining(deadline));
            List<Long> answer = run(connection, words);
            healthy = true;
            return answer;
        } catch (SocketTimeoutException e) {
            throw new IOException("it does not answer in time", e);
        } finally {
            if (healthy) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    private List<Long> run(RespConnection connection, List<byte[]> words) throws IOException {
        try {
            return connection.send(words);
        } catch (StoreRefusalException refusal) {
            if (!refusal.code().equals("NOSCRIPT")) {
                throw refusal;
            }
            List<byte[]> whole = new ArrayList<>(words);
            whole.set(0, RespConnection.ascii("EVAL"));
            whole.set(1, script);
            return connection.send(whole);
        }
    }

    private List<byte[]> words(List<Demand> demands) {
        List<byte[]> words = new ArrayList<>(3 + 4 * demands.size());
        words.add(RespConnection.ascii("EVALSHA"));
        words.add(scriptHash);
        words.add(number(demands.size()));
        for (Demand demand : demands) {
            words.add(RespConnection.ascii(key(demand)));
        }
        for (Demand demand : demands) {
            words.add(number(demand.count()));
            words.add(number(demand.limit().size()));
            words.add(number(Math.max(1, demand.limit().refill().toMillis())));
        }
        return words;
    }

    /// Says nothing of who it is, and is another where the limit was changed.
    private String key(Demand demand) {
        RateLimit limit = demand.limit();
        byte[] who = digest("SHA-256", demand.whose().getBytes(StandardCharsets.UTF_8));
        return "%s:%s:%d:%d:%s"
                .formatted(
                        prefix,
                        limit.name(),
                        limit.size(),
                        limit.refill().toMillis(),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(who));
    }

    private static Rating rating(List<Demand> demands, List<Long> answer) throws IOException {
        if (answer.size() != 1 + 2 * demands.size()) {
            throw new IOException("its answer is not understood");
        }
        List<Level> levels = new ArrayList<>(demands.size());
        for (int i = 0; i < demands.size(); i++) {
            RateLimit limit = demands.get(i).limit();
            long left = Math.max(0, limit.size() - answer.get(2 * i + 1));
            levels.add(new Level(limit, left, Duration.ofMillis(answer.get(2 * i + 2))));
        }
        int exhausted = Math.toIntExact(answer.getFirst());
        return exhausted == 0 ? new Rating.Within(levels) : new Rating.Exceeded(levels.get(exhausted - 1));
    }

    private int remaining(long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - nanoTime.getAsLong());
        if (left < 1) {
            throw new IOException("it does not answer in time");
        }
        return Math.toIntExact(left);
    }

    private static byte[] number(long number) {
        return RespConnection.ascii(Long.toString(number));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private void closeIdle() {
        for (RespConnection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            next.close();
        }
    }

    @Override
    public void close() {
        closeIdle();
    }
}
