package dev.postern.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends the person to the authorization server and waits for the code, which comes by the loopback or is pasted.
final class AuthorizationFlow {
    private final Person person;
    private final Duration patience;

    AuthorizationFlow(Person person, Duration patience) {
        this.person = person;
        this.patience = patience;
    }

    /// The code for this request.
    ///
    /// @param browser whether to open one
    String code(AuthorizationRequest request, LoopbackRedirect redirect, boolean browser) throws LoginException {
        CompletableFuture<AuthorizationResponse> answer = new CompletableFuture<>();
        redirect.giveTo(query -> take(query, request, answer));
        URI page = request.page();
        if (browser && person.browser().open(page)) {
            person.tell().println("Your browser shows the login at " + page.getHost() + ". If it does not, open");
            person.tell().println("  " + page);
        } else {
            person.tell().println("Open this page in a browser and log in:");
            person.tell().println("  " + page);
            person.tell()
                    .println("If the browser is on another machine it will end at a page it cannot show; paste that"
                            + " page's address here:");
            Thread.ofVirtual().start(() -> readPasted(request, answer));
        }
        return switch (await(answer)) {
            case AuthorizationResponse.Code code -> code.code();
            case AuthorizationResponse.Refused refused -> throw new LoginException(refused.sentence());
            case AuthorizationResponse.Foreign _ -> throw new IllegalStateException("never completes an answer");
        };
    }

    private static boolean take(
            String query, AuthorizationRequest request, CompletableFuture<AuthorizationResponse> answer) {
        AuthorizationResponse response = AuthorizationResponse.of(query, request);
        return !(response instanceof AuthorizationResponse.Foreign) && answer.complete(response);
    }

    private void readPasted(AuthorizationRequest request, CompletableFuture<AuthorizationResponse> answer) {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(person.says(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null && !answer.isDone(); line = lines.readLine()) {
                String pasted = line.strip();
                if (!pasted.isEmpty() && !take(queryOf(pasted), request, answer)) {
                    person.tell()
                            .println("That is not the answer to this login; expected an address that begins with "
                                    + request.redirectUri() + "?");
                }
            }
        } catch (IOException _) {
            // Nobody types here; the answer may still come by the loopback.
        }
    }

    private static String queryOf(String pasted) {
        int begin = pasted.indexOf('?');
        int end = pasted.indexOf('#');
        return pasted.substring(begin + 1, end > begin ? end : pasted.length());
    }

    private AuthorizationResponse await(CompletableFuture<AuthorizationResponse> answer) throws LoginException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LoginException(
                    "Nobody logged in within " + patience.toSeconds()
                            + " s. If the page showed an error about the client,"
                            + " postern logout forgets it, and the next login registers anew.",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("is only ever completed with a value", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoginException("Interrupted.", e);
        }
    }
}
