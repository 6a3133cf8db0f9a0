package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.Guarded;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests one after the other on one connection: what is remembered of the last one admits nobody else.
@Timeout(30)
class SameConnectionTest {
    private final TestIssuer issuer = new TestIssuer();
    private Guarded guarded;
    private RawClient client;

    @BeforeEach
    void open() throws IOException {
        guarded = new Guarded(
                new TestUpstream().serve(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")),
                "[issuer]",
                "auth-issuer-url = " + issuer.issuer());
        client = guarded.gate().connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        guarded.close();
        issuer.close();
    }

    private Response ask(String... fields) throws IOException {
        String head = "GET /mcp HTTP/1.1\r\nHost: a\r\n" + String.join("", fields) + "\r\n";
        return client.send(head).response();
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private String token(String subject) {
        return issuer.token(TestGate.RESOURCE).subject(subject).mint();
    }

    private String subjectUpstreamSaw() throws InterruptedException {
        return guarded.upstream().nextCall().field("X-Auth-Subject");
    }

    @Test
    void everyTokenIsItsOwnSubjects() throws Exception {
        String alice = bearer(token("alice"));
        String bob = bearer(token("bob"));

        for (String subject : new String[] {"alice", "alice", "bob", "alice", "bob", "bob"}) {
            assertThat(ask(subject.equals("alice") ? alice : bob).status()).isEqualTo(200);
            assertThat(subjectUpstreamSaw()).isEqualTo(subject);
        }
    }

    @Test
    void aGoodTokenDoesNotStandForTheNextRequest() throws Exception {
        String alice = bearer(token("alice"));
        assertThat(ask(alice).status()).isEqualTo(200);
        assertThat(subjectUpstreamSaw()).isEqualTo("alice");

        assertThat(ask().status()).isEqualTo(401);
        assertThat(ask(bearer("bad")).status()).isEqualTo(401);
        assertThat(ask("Authorization: Basic abc\r\n").status()).isEqualTo(401);
        assertThat(ask(alice).status()).isEqualTo(200);
        assertThat(subjectUpstreamSaw()).isEqualTo("alice");
        assertThat(guarded.upstream().waitingCalls()).isZero();
    }

    @Test
    void theSameTokenTwiceInOneRequestIsStillTwoFields() throws Exception {
        String alice = bearer(token("alice"));
        assertThat(ask(alice).status()).isEqualTo(200);

        assertThat(ask(alice, alice).status()).isEqualTo(400);
    }

    @Test
    void aWithdrawnKeyEndsATokenOnAnOpenConnectionToo() throws Exception {
        String alice = bearer(token("alice"));
        assertThat(ask(alice).status()).isEqualTo(200);

        issuer.rotate();
        issuer.retireOldKeys();
        assertThat(ask(bearer(token("bob"))).status()).isEqualTo(200);
        assertThat(ask(alice).status()).isEqualTo(401);
    }
}
