package dev.postern.token;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which audiences are ours. Compared code point by code point, but for the slash that clients put behind an origin.
final class AudienceRule {
    private final List<String> configured;
    private final Set<String> accepted = new HashSet<>();

    AudienceRule(List<String> audiences) {
        this.configured = audiences;
        for (String audience : audiences) {
            accepted.add(audience);
            if (isOrigin(audience)) {
                accepted.add(audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience + "/");
            }
        }
    }

    boolean acceptsOneOf(List<String> audiences) {
        for (String audience : audiences) {
            if (accepted.contains(audience)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrigin(String audience) {
        try {
            URI uri = new URI(audience);
            return uri.getHost() != null
                    && uri.getRawQuery() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return configured.toString();
    }
}
