package dev.postern.token;

import dev.postern.oauth.BearerToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A bearer token in a file that somebody keeps up to date: read again every few seconds while there are requests.
public final class CredentialFile implements UpstreamCredentials {
    private static final long READ_EVERY = Duration.ofSeconds(5).toNanos();
    private static final Duration SOON = Duration.ofSeconds(5);

    private record Kept(BearerToken token, long readAt) {}

    private final Path file;
    private final LongSupplier nanoTime;
    private volatile @Nullable Kept kept;

    public CredentialFile(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<Credential> known(@Nullable Caller caller) {
        Kept now = kept;
        return now != null && nanoTime.getAsLong() - now.readAt() < READ_EVERY
                ? Optional.of(new Credential.Granted(now.token()))
                : Optional.empty();
    }

    /// What was good before stays while the file cannot be read: it may just be written, and the upstream judges
    /// anyway.
    @Override
    public Credential obtain(@Nullable Caller caller) {
        Kept before = kept;
        BearerToken token = read().orElse(before == null ? null : before.token());
        if (token == null) {
            return new Credential.Unavailable(SOON, "the upstream's credential file cannot be read");
        }
        kept = new Kept(token, nanoTime.getAsLong());
        return new Credential.Granted(token);
    }

    private Optional<BearerToken> read() {
        try {
            String text = Files.readString(file).strip();
            return BearerToken.isB64Token(text) ? Optional.of(new BearerToken(text)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public void disliked(@Nullable Caller caller) {
        kept = null;
    }
}
