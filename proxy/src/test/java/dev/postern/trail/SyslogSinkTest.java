package dev.postern.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.config.SyslogReceiver;
import dev.postern.config.SyslogReceiver.Transport;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SyslogSinkTest {
    private static final String PASSWORD = "changeit";
    private static final String HEAD = "2026-11-20T10:00:00Z gate.example postern 42 ";

    private static SyslogSink sink(Transport transport, int port) {
        return new SyslogSink(new SyslogReceiver(transport, "127.0.0.1", port, List.of()), "gate.example", 42);
    }

    /// A message with its length in front (RFC 6587 §3.4.1).
    private static String frame(InputStream in) throws IOException {
        int length = 0;
        for (int c = in.read(); c != ' '; c = in.read()) {
            if (c < 0) {
                throw new IOException("the sender left");
            }
            length = length * 10 + Character.digit(c, 10);
        }
        return new String(new DataInputStream(in).readNBytes(length), StandardCharsets.US_ASCII);
    }

    @Test
    void overTcpEachMessageHasItsLengthInFront() throws IOException {
        try (ServerSocket receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SyslogSink sink = sink(Transport.TCP, receiver.getLocalPort())) {
            sink.write(List.of(Records.refusedCall(), Records.admitted(), Records.note("audit log begins")));

            try (Socket connection = receiver.accept()) {
                InputStream in = connection.getInputStream();
                assertThat(frame(in))
                        .startsWith("<108>1 " + HEAD + "request - {\"at\":\"2026-11-20T10:00:00.000Z\"")
                        .contains("\"tool\":\"save_file\"", "\"decision\":\"deny\"", "\"rule\":\"files\"");
                assertThat(frame(in))
                        .startsWith("<110>1 " + HEAD + "request - {")
                        .contains("\"decision\":\"allow\"");
                assertThat(frame(in))
                        .startsWith("<110>1 " + HEAD + "log - {")
                        .endsWith("\"event\":\"audit log begins\"}");
            }
        }
    }

    @Test
    void overTlsAReceiverOfAKnownAuthorityIsTrustedAndNoOther(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("receiver.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=receiver",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        X509Certificate own = (X509Certificate) keys.getCertificate("mykey");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        try (ServerSocket receiver =
                        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> refused = reader.submit(() -> firstFrame(receiver));
            try (SyslogSink stranger = sink(Transport.TLS, receiver.getLocalPort())) {
                assertThatThrownBy(() -> stranger.write(List.of(Records.note("secret"))))
                        .isInstanceOf(SSLException.class);
            }
            assertThatThrownBy(refused::get).hasCauseInstanceOf(IOException.class);

            Future<String> read = reader.submit(() -> firstFrame(receiver));
            try (SyslogSink known = new SyslogSink(
                    new SyslogReceiver(Transport.TLS, "127.0.0.1", receiver.getLocalPort(), List.of(own)), "h", 1)) {
                known.look();
                known.write(List.of(Records.note("one")));
                assertThat(read.get()).endsWith("\"event\":\"one\"}");
            }
        }
    }

    private static String firstFrame(ServerSocket receiver) throws IOException {
        try (Socket connection = receiver.accept()) {
            return frame(connection.getInputStream());
        }
    }

    @Test
    void overUdpEachMessageIsADatagram() throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                SyslogSink sink = sink(Transport.UDP, receiver.getLocalPort())) {
            sink.write(List.of(Records.note("one"), Records.note("two")));

            for (String event : List.of("one", "two")) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                receiver.receive(packet);
                assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII))
                        .startsWith("<110>1 " + HEAD + "log - {")
                        .endsWith("\"event\":\"" + event + "\"}");
            }
        }
    }

    @Test
    void aMessageThatNoDatagramHoldsIsCountedAndStopsNothing() throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                SyslogSink sink = sink(Transport.UDP, receiver.getLocalPort())) {
            assertThat(sink.write(List.of(Records.note("x".repeat(70_000)), Records.note("two"))))
                    .isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatLeftIsNoticedWithoutAMessage() throws IOException {
        try (ServerSocket receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SyslogSink sink = sink(Transport.TCP, receiver.getLocalPort())) {
            sink.look();
            receiver.accept().close();

            assertThatThrownBy(() -> {
                        while (true) {
                            sink.look();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("the receiver closed the connection");

            sink.write(List.of(Records.note("again")));
            try (Socket connection = receiver.accept()) {
                assertThat(frame(connection.getInputStream())).contains("again");
            }
        }
    }

    @Test
    void aReceiverThatIsNotThereIsAFailure() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (SyslogSink sink = sink(Transport.TCP, port)) {
            assertThatThrownBy(() -> sink.write(List.of(Records.note("lost")))).isInstanceOf(IOException.class);
        }
    }
}
