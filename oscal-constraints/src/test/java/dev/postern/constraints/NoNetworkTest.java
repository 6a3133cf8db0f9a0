package dev.postern.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoNetworkTest {

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "ftp"})
    void opensNoUrlThatLeadsOut(String protocol) throws MalformedURLException {
        URI address = URI.create(protocol + "://127.0.0.1:1/");
        URL url = URL.of(address, new NoNetwork().createURLStreamHandler(protocol));

        assertThatIOException().isThrownBy(url::openStream).withMessage("this process fetches nothing");
    }

    @Test
    void leavesTheJarItselfReadable() {
        assertThat(new NoNetwork().createURLStreamHandler("jar")).isNull();
        assertThat(new NoNetwork().createURLStreamHandler("file")).isNull();
    }
}
