package dev.postern.constraints;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A second lock behind [StandIn]: no URL of this process leads out of it.
final class NoNetwork implements URLStreamHandlerFactory {
    private static final Set<String> OUTWARD = Set.of("http", "https", "ftp", "mailto");

    @Override
    public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
        return OUTWARD.contains(protocol) ? new Refusal() : null;
    }

    private static final class Refusal extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("this process fetches nothing");
        }
    }
}
