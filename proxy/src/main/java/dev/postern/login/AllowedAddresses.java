package dev.postern.login;

import dev.postern.outbound.Reach;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where answers of servers may send this machine: https, or http on loopback; and never further inside than what the
/// person named is itself. A server on the internet that names 169.254.169.254 or a port of this machine is not obeyed.
final class AllowedAddresses {

    /// Looks up a host.
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final Optional<ProxySelector> proxies;
    private final List<String> named = new ArrayList<>();

    /// @param proxies by whom calls may be passed on, who then look up hosts themselves
    AllowedAddresses(Resolver resolver, Optional<ProxySelector> proxies) {
        this.resolver = resolver;
        this.proxies = proxies;
    }

    /// Adds a host that the person named.
    void name(URI uri) {
        named.add(uri.getHost().toLowerCase(Locale.ROOT));
    }

    /// Why this address is not called, empty where it may be.
    Optional<String> objection(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("it is not an https URL");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("it has a user or a fragment");
        }
        if (scheme.equals("http") && !isLoopbackName(uri.getHost())) {
            return Optional.of("it is plain http; expected https");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return named.contains(host) ? Optional.empty() : objectionToHost(uri, host);
    }

    private Optional<String> objectionToHost(URI uri, String host) {
        if (isName(host) && !isLoopbackName(host) && isProxied(uri)) {
            return Optional.empty();
        }
        try {
            Reach reach = reach(host);
            return reach == Reach.PUBLIC || (reach.compareTo(ownReach()) <= 0 && reach != Reach.NEVER)
                    ? Optional.empty()
                    : Optional.of("it is an address " + reach.where() + ", and the server you named is not");
        } catch (UnknownHostException e) {
            return Optional.of("its host is not known here");
        }
    }

    private boolean isProxied(URI uri) {
        return proxies.isPresent()
                && proxies.get().select(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private Reach ownReach() throws UnknownHostException {
        Reach own = Reach.PUBLIC;
        for (String host : named) {
            Reach reach = reach(host);
            own = reach.compareTo(own) > 0 && reach != Reach.NEVER ? reach : own;
        }
        return own;
    }

    private Reach reach(String host) throws UnknownHostException {
        Reach furthest = Reach.PUBLIC;
        for (InetAddress address : resolver.addresses(host)) {
            Reach reach = Reach.of(address);
            furthest = reach.compareTo(furthest) > 0 ? reach : furthest;
        }
        return furthest;
    }

    private static boolean isName(String host) {
        return !host.startsWith("[") && !host.matches("[0-9.]+");
    }

    static boolean isLoopbackName(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
