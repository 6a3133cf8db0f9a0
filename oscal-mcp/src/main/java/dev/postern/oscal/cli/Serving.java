package dev.postern.oscal.cli;

import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.transport.Bounds;
import dev.postern.oscal.transport.HttpListener;
import dev.postern.oscal.transport.Stdio;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// What the server does, once its flags are read: serves until it is told to stop.
///
/// @param library its folder; without it our own samples are there
record Serving(Transport transport, int port, Optional<Path> library) {

    /// What carries the messages.
    enum Transport {
        stdio,
        http
    }

    /// Tells the exit code.
    int run(ConstraintCheck constraints, Bounds bounds) throws IOException, InterruptedException {
        try (Assembly assembly = new Assembly(library, constraints)) {
            return switch (transport) {
                case stdio -> stdio(assembly, bounds);
                case http -> http(assembly, bounds);
            };
        }
    }

    private static int stdio(Assembly assembly, Bounds bounds) throws IOException {
        new Stdio(assembly.start(), System.in, new FileOutputStream(FileDescriptor.out), bounds).run();
        return 0;
    }

    private int http(Assembly assembly, Bounds bounds) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (HttpListener listener = new HttpListener(assembly.start(), port, bounds)) {
            InetSocketAddress address = listener.start();
            System.err.println(
                    "OSCAL server ready on http://127.0.0.1:" + address.getPort() + "/mcp, " + assembly.greeting());
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            stopped.await();
            return 0;
        } catch (RuntimeException failed) {
            if (failed.getCause() instanceof BindException) {
                System.err.println("Port " + port + " of 127.0.0.1 is taken. --port 0 takes any that is free.");
                return 1;
            }
            throw failed;
        }
    }
}
