package dev.postern.cli;

import dev.postern.config.Config;
import dev.postern.sidecar.Sidecar;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Clock;

/// The gate that is no stand-in.
record SidecarGate(Sidecar sidecar) implements Gate {

    /// Starts it.
    ///
    /// @param stdout where outcome lines go; must fail when it cannot write
    static Gate start(Config config, OutputStream stdout) throws IOException {
        return new SidecarGate(new Sidecar(config, Clock.systemUTC(), stdout));
    }

    @Override
    public InetSocketAddress publicAddress() {
        return sidecar.publicAddress();
    }

    @Override
    public InetSocketAddress opsAddress() {
        return sidecar.opsAddress();
    }

    @Override
    public void close() {
        sidecar.close();
    }
}
