package dev.postern.login;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A time limit for work that waits on a server which may drip its answer for ever.
final class Deadline {

    /// Something that takes time.
    interface Work {
        McpReply run() throws LoginException;
    }

    private Deadline() {}

    static McpReply within(Duration patience, Work work) throws LoginException {
        CompletableFuture<McpReply> reply = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                reply.complete(work.run());
            } catch (LoginException | RuntimeException e) {
                reply.completeExceptionally(e);
            }
        });
        try {
            return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LoginException("There was no answer within " + patience.toSeconds() + " s.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoginException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoginException("Interrupted.", e);
        }
    }
}
