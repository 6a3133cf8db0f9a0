package dev.postern.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/// Sends every call through one proxy, but for those to this machine.
final class ForwardProxy extends ProxySelector {
    private final List<Proxy> proxy;

    ForwardProxy(InetSocketAddress address) {
        this.proxy = List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public List<Proxy> select(URI uri) {
        return AllowedUris.isLoopback(uri.getHost()) ? List.of(Proxy.NO_PROXY) : proxy;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // the call itself fails and says so
    }
}
