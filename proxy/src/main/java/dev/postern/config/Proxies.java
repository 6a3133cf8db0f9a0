package dev.postern.config;

import java.net.InetSocketAddress;
import java.net.URI;

/// Reads where a forward proxy is, without asking the DNS: it may come up later than Postern.
final class Proxies {
    private Proxies() {}

    static Parsed<InetSocketAddress> parse(String text) {
        return switch (Urls.parse(text)) {
            case Parsed.Fault<URI>(String why) -> new Parsed.Fault<>(why);
            case Parsed.Value<URI>(URI url)
            when Urls.isHttps(url) ->
                new Parsed.Fault<>(
                        "is https, but a proxy is asked over http and what is secret goes through its tunnel");
            case Parsed.Value<URI>(URI url) when url.getPort() < 0 -> new Parsed.Fault<>("has no port");
            case Parsed.Value<URI>(URI url) when !url.getRawPath().matches("/?") -> new Parsed.Fault<>("has a path");
            case Parsed.Value<URI>(URI url) ->
                new Parsed.Value<>(InetSocketAddress.createUnresolved(url.getHost(), url.getPort()));
        };
    }
}
