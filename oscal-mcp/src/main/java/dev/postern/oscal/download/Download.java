package dev.postern.oscal.download;

import dev.postern.oscal.download.Publication.Item;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gets documents into a folder. What is kept has the hash that was expected; what is there is left as it is.
public final class Download {
    private static final long MOST_BYTES = 32_000_000;

    private final HttpClient client;
    private final String source;
    private final Duration patience;

    /// What became of one document.
    public sealed interface Outcome {

        /// It is in the folder now.
        record Added(long bytes) implements Outcome {}

        /// It was there before.
        record AlreadyThere() implements Outcome {}

        /// It is not there, or something else is in its place.
        ///
        /// @param reason in a sentence
        record Failed(String reason) implements Outcome {}
    }

    /// @param source what the paths of documents are below
    /// @param patience for each document
    public Download(HttpClient client, String source, Duration patience) {
        this.client = client;
        this.source = source.replaceFirst("/+$", "");
        this.patience = patience;
    }

    public URI address(Item item) {
        return URI.create(source + "/" + item.path());
    }

    public Outcome add(Item item, Path folder) throws InterruptedException {
        Path file = folder.resolve(item.file());
        try {
            if (Files.exists(file)) {
                return hash(Files.readAllBytes(file)).equals(item.sha256())
                        ? new Outcome.AlreadyThere()
                        : new Outcome.Failed("Another file of this name is in the folder, and was left as it is.");
            }
            HttpResponse<byte[]> answer = get(item);
            if (answer.statusCode() != 200) {
                return new Outcome.Failed("The answer was status " + answer.statusCode() + ".");
            }
            if (!hash(answer.body()).equals(item.sha256())) {
                return new Outcome.Failed("What came is not the document that was expected (SHA-256 "
                        + hash(answer.body()) + "), and was not kept.");
            }
            keep(answer.body(), file);
            return new Outcome.Added(answer.body().length);
        } catch (TimeoutException _) {
            return new Outcome.Failed("It took longer than " + patience.toSeconds() + " seconds.");
        } catch (IOException failed) {
            return new Outcome.Failed("It could not be got or kept: " + reason(failed) + ".");
        }
    }

    /// The client's own time limit ends with the head of an answer.
    private HttpResponse<byte[]> get(Item item) throws IOException, InterruptedException, TimeoutException {
        HttpRequest request = HttpRequest.newBuilder(address(item)).build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /// A reader of the folder sees all of a document or nothing.
    private static void keep(byte[] document, Path file) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(folder, ".", ".part");
        try {
            Files.write(part, document);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String reason(IOException failed) {
        if (failed instanceof ConnectException) {
            return "nobody answers there";
        }
        String kind = failed.getClass().getSimpleName().replace("Exception", "");
        return failed.getMessage() == null ? kind : kind + " " + failed.getMessage();
    }
}
