package dev.postern.gateway;

import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A gate on a real socket before an upstream on a real socket, new for each test.
abstract class GateOnSockets {
    TestUpstream upstream;
    TestGate gate;

    @BeforeEach
    final void start() throws IOException {
        upstream = new TestUpstream();
        gate = open(upstream);
    }

    @AfterEach
    final void stop() throws IOException {
        gate.leave();
        upstream.close();
    }

    TestGate open(TestUpstream behind) throws IOException {
        return new TestGate(behind);
    }
}
