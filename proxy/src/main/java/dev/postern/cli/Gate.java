package dev.postern.cli;

import dev.postern.config.Config;
import java.io.IOException;
import java.net.InetSocketAddress;

/// A running sidecar, as the command line sees it.
interface Gate extends AutoCloseable {

    InetSocketAddress publicAddress();

    InetSocketAddress opsAddress();

    /// Lets the requests in flight end, then stops.
    @Override
    void close();

    /// Starts one.
    interface Starter {

        /// Starts to listen.
        ///
        /// @throws IOException with a sentence for the person who started it
        Gate start(Config config) throws IOException;
    }
}
