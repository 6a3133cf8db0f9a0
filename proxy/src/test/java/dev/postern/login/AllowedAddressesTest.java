package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {
    private static final Map<String, String> HOSTS = Map.of(
            "public.example", "93.184.216.34",
            "other.example", "93.184.216.35",
            "inside.example", "10.1.2.3",
            "rebound.example", "127.0.0.1",
            "metadata.example", "169.254.169.254");

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        String address = HOSTS.get(host);
        if (address == null && host.endsWith(".example")) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getAllByName(address == null ? host : address);
    }

    private static AllowedAddresses namedBy(String url) {
        AllowedAddresses allowed = new AllowedAddresses(AllowedAddressesTest::lookUp, Optional.empty());
        allowed.name(URI.create(url));
        return allowed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://other.example/",
                "ftp://other.example/",
                "https://user@other.example/",
                "https://other.example/#part",
                "https://inside.example/",
                "https://rebound.example/",
                "https://metadata.example/",
                "http://localhost:8080/",
                "http://127.0.0.1/",
                "https://[::1]/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://[fd00::1]/",
                "https://[fe80::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::10.0.0.1]/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://unknown.example/",
                "/only/a/path"
            })
    void letsAServerOfTheInternetSendUsNowhereInside(String target) {
        assertThat(namedBy("https://public.example/mcp").objection(URI.create(target)))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://public.example/mcp, https://other.example/token",
        "https://public.example/mcp, https://[2606:4700::1]/token",
        "https://inside.example/mcp, https://10.9.9.9/token",
        "https://inside.example/mcp, https://public.example/token",
        "http://127.0.0.1:8080/mcp, http://localhost:9000/token",
        "http://127.0.0.1:8080/mcp, https://10.0.0.1/token",
        "https://metadata.example/mcp, https://metadata.example/token"
    })
    void letsAServerSendUsAsFarInsideAsItIsItself(String named, String target) {
        assertThat(namedBy(named).objection(URI.create(target))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://inside.example/mcp, https://rebound.example/token",
        "http://127.0.0.1:8080/mcp, https://metadata.example/token",
        "https://metadata.example/mcp, https://inside.example/token"
    })
    void letsNoServerSendUsFurther(String named, String target) {
        assertThat(namedBy(named).objection(URI.create(target))).isPresent();
    }

    @Test
    void leavesNamesToTheProxyThatLooksThemUp() {
        ProxySelector proxy = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy", 3128)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new AssertionError(failure);
            }
        };
        AllowedAddresses allowed = new AllowedAddresses(AllowedAddressesTest::lookUp, Optional.of(proxy));
        allowed.name(URI.create("https://public.example/mcp"));

        assertThat(allowed.objection(URI.create("https://unknown.example/"))).isEmpty();
        assertThat(allowed.objection(URI.create("https://10.0.0.1/"))).isPresent();
    }
}
