package dev.postern.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.KeysConfig;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ForwardProxyTest {
    private static final Duration TIME = Duration.ofSeconds(5);

    private final TestUpstream proxy = new TestUpstream();
    private final IssuerClient client;

    ForwardProxyTest() throws IOException {
        client = new IssuerClient(new KeysConfig(
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                TIME,
                1024,
                true,
                List.of(),
                InetSocketAddress.createUnresolved("127.0.0.1", proxy.url().getPort())));
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        proxy.close();
    }

    @Test
    void asksTheProxyForWhatIsNotOnThisMachine() throws Exception {
        FetchOutcome outcome = client.get(URI.create("http://issuer.invalid/jwks"), TIME);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        FetchOutcome.Fetched.class,
                        fetched -> assertThat(fetched.text()).isEqualTo("ok"));
        assertThat(proxy.nextCall().head()).startsWith("GET http://issuer.invalid/jwks HTTP/1.1\r\n");
    }

    @Test
    void asksForATunnelWhereTheIssuerIsHttpsAndSendsNothingElseInTheClear() throws Exception {
        proxy.serve(call -> call.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));

        FetchOutcome outcome = client.post(
                URI.create("https://issuer.invalid/introspect"),
                "application/x-www-form-urlencoded",
                "token=secret",
                "Basic geheim",
                "application/json",
                TIME);

        assertThat(outcome).isInstanceOf(FetchOutcome.Failed.class);
        TestUpstream.Call call = proxy.nextCall();
        assertThat(call.head())
                .startsWith("CONNECT issuer.invalid:443 HTTP/1.1\r\n")
                .doesNotContain("geheim");
        assertThat(call.body()).isEmpty();
    }

    @Test
    void goesToThisMachineDirectly() {
        try (TestIssuer issuer = new TestIssuer()) {
            assertThat(client.get(URI.create(issuer.jwksUrl()), TIME)).isInstanceOf(FetchOutcome.Fetched.class);
        }
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void saysThatAnOutageIsOneWhereTheProxyIsDown() throws Exception {
        proxy.close();

        assertThat(client.get(URI.create("http://issuer.invalid/jwks"), TIME)).isInstanceOf(FetchOutcome.Failed.class);
    }
}
