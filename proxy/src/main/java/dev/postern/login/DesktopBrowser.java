package dev.postern.login;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The browser of the desktop, opened by what the system has for that. AWT could do it too, and would be loaded for
/// nothing
/// else.
public final class DesktopBrowser implements Browser {
    private static final long PATIENCE_SECONDS = 3;

    private final List<String> opener;

    /// @param system the name of the operating system
    public DesktopBrowser(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.contains("mac")) {
            opener = List.of("open");
        } else if (lower.contains("windows")) {
            opener = List.of("rundll32", "url.dll,FileProtocolHandler");
        } else {
            opener = List.of("xdg-open");
        }
    }

    @Override
    public boolean open(URI page) {
        try {
            Process process = new ProcessBuilder(Stream.concat(opener.stream(), Stream.of(page.toString()))
                            .toList())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // Some openers stay as long as the browser; one that fails does so at once.
            return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
