package dev.postern.rate;

import java.io.IOException;
import java.util.List;

/// Where replicas keep buckets in common.
interface RateStore extends AutoCloseable {

    /// Takes from all buckets or from none, within a time limit.
    ///
    /// @throws StoreBusyException where so many wait for the store that this one would wait too long
    /// @throws IOException where the store does not answer in time, or not as it should
    Rating take(List<Demand> demands) throws IOException;

    /// Does what it takes to take from a bucket, to find out whether the store is there.
    void probe() throws IOException;

    @Override
    void close();
}
