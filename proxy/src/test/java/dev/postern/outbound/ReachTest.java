package dev.postern.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "10.0.0.1, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "::ffff:10.0.0.1, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "0.0.0.0, NEVER",
        "0.1.2.3, NEVER",
        "169.254.169.254, NEVER",
        "::ffff:169.254.169.254, NEVER",
        "192.0.0.8, NEVER",
        "192.0.2.1, NEVER",
        "192.88.99.1, NEVER",
        "198.18.0.1, NEVER",
        "198.19.255.255, NEVER",
        "198.51.100.1, NEVER",
        "203.0.113.255, NEVER",
        "224.0.0.1, NEVER",
        "240.0.0.1, NEVER",
        "255.255.255.255, NEVER",
        "::, NEVER",
        "::127.0.0.1, NEVER",
        "64:ff9b::7f00:1, NEVER",
        "100::1, NEVER",
        "2001::1, NEVER",
        "2001:1ff::1, NEVER",
        "2001:db8::1, NEVER",
        "2002:7f00:1::1, NEVER",
        "3fff::1, NEVER",
        "fe80::1, NEVER",
        "ff02::1, NEVER",
        "1.1.1.1, PUBLIC",
        "93.184.216.34, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.1, PUBLIC",
        "172.32.0.1, PUBLIC",
        "192.0.1.1, PUBLIC",
        "198.20.0.1, PUBLIC",
        "::ffff:93.184.216.34, PUBLIC",
        "2001:200::1, PUBLIC",
        "2003::1, PUBLIC",
        "2606:4700::1, PUBLIC",
        "3ffe::1, PUBLIC"
    })
    void saysHowFarInsideAnAddressIs(String address, Reach reach) throws UnknownHostException {
        assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(reach);
    }
}
