package dev.postern.e2e;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// Everything the suite needs, running on loopback: Keycloak, the OSCAL server, a recorder before it, and Postern.
final class Stack implements AutoCloseable {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path WORK = TARGET.resolve("e2e");
    private static final Path LOGS = WORK.resolve("logs");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String SHORT_LIVED = "short-lived";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final String resource;
    private final OfficialClients clients;
    private final Keycloak keycloak;
    private final Recorder recorder;
    private final Postern postern;

    private Stack() {
        int port = Ports.free();
        this.resource = "http://localhost:" + port + "/mcp";
        try {
            this.keycloak = kept(Keycloak.started(
                    Path.of(System.getProperty("e2e.keycloak")), Ports.free(), realm(), resource, LOGS));
            OscalServer oscal =
                    kept(OscalServer.started(ROOT.resolve("oscal-mcp/python"), WORK.resolve("oscal"), LOGS));
            this.clients = OfficialClients.installed(Path.of("src/test/e2e").toAbsolutePath(), WORK);
            oscal.awaitReady();
            this.recorder = kept(new Recorder(OscalServer.PORT));
            keycloak.awaitReady();
            this.postern = posternBefore("postern", port, recorder.port());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static Stack started() {
        return new Stack();
    }

    Postern postern() {
        return postern;
    }

    Recorder recorder() {
        return recorder;
    }

    OfficialClients clients() {
        return clients;
    }

    /// A second Postern for the same resource and issuer, before another upstream; ended with the rest.
    Postern posternBefore(String name, int upstream) {
        return posternBefore(name, Ports.free(), upstream);
    }

    private Postern posternBefore(String name, int port, int upstream) {
        Path jar = TARGET.resolve("postern.jar");
        return kept(Postern.started(name, jar, LOGS, port, resource, keycloak.issuer(), upstream));
    }

    String goodToken() {
        return keycloak.token("mcp-machine", "mcp-machine-secret", "oscal:read");
    }

    String tokenWithoutScope() {
        return keycloak.token("mcp-machine", "mcp-machine-secret");
    }

    String tokenForAnotherAudience() {
        return keycloak.token("other-app", "other-app-secret");
    }

    /// Good when issued, for one second.
    String shortLivedToken() {
        return keycloak.token(SHORT_LIVED, "short-lived-secret", "oscal:read");
    }

    /// The project's realm and one client more, whose tokens expire at once.
    private static String realm() {
        try {
            JsonMapper json = new JsonMapper();
            ObjectNode realm = (ObjectNode)
                    json.readTree(ROOT.resolve("deploy/keycloak/realm-mcp.json").toFile());
            ObjectNode client = realm.withArray("clients").addObject();
            client.put("clientId", SHORT_LIVED)
                    .put("secret", "short-lived-secret")
                    .put("publicClient", false)
                    .put("standardFlowEnabled", false)
                    .put("serviceAccountsEnabled", true);
            client.putObject("attributes").put("access.token.lifespan", "1");
            client.putArray("defaultClientScopes").add("basic").add("mcp-audience");
            client.putArray("optionalClientScopes").add("oscal:read");
            return json.writeValueAsString(realm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T kept(T started) {
        running.push(started);
        return started;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
