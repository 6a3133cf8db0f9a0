package dev.postern.gateway;

import dev.postern.relay.Exchange;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds whom a request came from: the other end of the connection, or, where that is a trusted proxy, the last address
/// before the trusted ones in `X-Forwarded-For` or `Forwarded` (RFC 7239).
final class ClientAddress {
    private final TrustedProxies trusted;

    ClientAddress(TrustedProxies trusted) {
        this.trusted = trusted;
    }

    String of(Exchange exchange) {
        InetAddress client = exchange.peer();
        if (!trusted.contain(client)) {
            return client.getHostAddress();
        }
        for (String hop : hops(exchange.request().fields()).reversed()) {
            InetAddress address = parse(hop);
            if (address == null) {
                break;
            }
            client = address;
            if (!trusted.contain(client)) {
                break;
            }
        }
        return client.getHostAddress();
    }

    private static List<String> hops(Fields fields) {
        List<String> hops = new ArrayList<>();
        for (String value : fields.all(FieldName.X_FORWARDED_FOR)) {
            hops.addAll(List.of(value.split(",", -1)));
        }
        if (hops.isEmpty()) {
            for (String value : fields.all(FieldName.FORWARDED)) {
                addForwarded(hops, value);
            }
        }
        return hops;
    }

    private static void addForwarded(List<String> hops, String value) {
        for (String element : value.split(",", -1)) {
            for (String pair : element.split(";", -1)) {
                String trimmed = pair.strip();
                if (trimmed.toLowerCase(Locale.ROOT).startsWith("for=")) {
                    hops.add(trimmed.substring(4).replace("\"", ""));
                }
            }
        }
    }

    private static @Nullable InetAddress parse(String hop) {
        String text = hop.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            text = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            text = text.substring(0, text.indexOf(':'));
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
