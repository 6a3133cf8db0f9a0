package dev.postern.oscal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardProxyTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy.example:3128", "http://proxy.example:3128/", "proxy.example:3128"})
    void isTheOneThatIsNamed(String named) {
        assertThat(ForwardProxy.in(Map.of("HTTPS_PROXY", named)).orElseThrow().select(URI.create("https://a.example")))
                .singleElement()
                .satisfies(proxy -> assertThat((InetSocketAddress) proxy.address())
                        .returns("proxy.example", InetSocketAddress::getHostString)
                        .returns(3128, InetSocketAddress::getPort));
    }

    @Test
    void isNoneWhereNoneIsNamed() {
        assertThat(ForwardProxy.in(Map.of("HTTPS_PROXY", ""))).isEmpty();
        assertThat(ForwardProxy.in(Map.of())).isEmpty();
    }
}
