package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.config.Config;
import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.Settings;
import dev.postern.json.StrictJson;
import dev.postern.sidecar.Sidecar;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The clients that do not register themselves, before the whole of it as `serve` makes it.
@Timeout(60)
class ClientsOnSocketsTest {
    private static final String CLIENTS = """
            clients:
              - client_id: agent
                grant_types: [client_credentials, "urn:ietf:params:oauth:grant-type:jwt-bearer"]
                client_secret_file: secret
            """;
    private static final String SECRET = "a-secret-of-the-operator";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestDocuments website = new TestDocuments();
    private TestUpstream upstream;
    private Sidecar sidecar;
    private String origin = "";

    ClientsOnSocketsTest() throws IOException {
        upstream = new TestUpstream();
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
    }

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        origin = "http://localhost:" + port;
        sidecar = new Sidecar(config(port), Clock.systemUTC(), OutputStream.nullOutputStream());
    }

    @AfterEach
    void stop() throws IOException {
        sidecar.close();
        upstream.close();
        website.close();
    }

    private Config config(int port) {
        Map<Option, List<String>> flags = new EnumMap<>(Option.class);
        flags.put(Option.UPSTREAM, List.of(upstream.url().toString()));
        flags.put(Option.LISTEN, List.of("127.0.0.1:" + port));
        flags.put(Option.OPS_LISTEN, List.of("127.0.0.1:0"));
        flags.put(Option.AUTH_RESOURCE_SERVER_URL, List.of(origin + "/mcp"));
        flags.put(Option.AUTH_REQUIRED_SCOPES, List.of("mcp:use"));
        flags.put(Option.AUTHSERVER, List.of("local"));
        flags.put(Option.AUTHSERVER_USERS_FILE, List.of("users"));
        flags.put(Option.AUTHSERVER_CLIENTS_FILE, List.of("clients"));
        flags.put(Option.AUTHSERVER_ASSERTION_ISSUERS, List.of(website.url("")));
        flags.put(Option.AUTHSERVER_INSECURE_LOCAL_CLIENT_METADATA, List.of("true"));
        flags.put(Option.DATA_DIR, List.of(folder.resolve("data").toString()));
        Map<String, String> files =
                Map.of("users", "alice:" + TestFace.HASH + "\n", "clients", CLIENTS, "secret", SECRET);
        ConfigResult read =
                ConfigReader.read(Settings.of(flags, Map.of(), Map.of()), file -> Optional.ofNullable(files.get(file)));
        return switch (read) {
            case ConfigResult.Complete complete -> complete.config();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    @Test
    void admitsAClientThatActsForItself() throws IOException, InterruptedException {
        HttpResponse<String> tokens = token(Map.of("grant_type", "client_credentials"));

        assertThat(call(tokens).statusCode()).isEqualTo(200);
    }

    @Test
    void admitsAUserWhomTheirIssuerVouchesFor() throws IOException, InterruptedException, JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        website.publish("/keys", "{\"keys\": [" + key.toPublicJWK().toJSONString() + "]}");
        website.publish(
                "/.well-known/oauth-authorization-server",
                "{\"issuer\": \"" + website.url("") + "\", \"jwks_uri\": \"" + website.url("/keys") + "\"}");
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("oauth-id-jag+jwt"))
                        .keyID("one")
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(website.url(""))
                        .subject("U1")
                        .audience(origin)
                        .claim("client_id", "agent")
                        .claim("scope", "mcp:use")
                        .jwtID("1")
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .build());
        assertion.sign(new ECDSASigner(key));

        HttpResponse<String> tokens = token(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion.serialize()));

        assertThat(call(tokens).statusCode()).isEqualTo(200);
    }

    @Test
    void getsTheDocumentOfAClientAndShowsItsHost() throws IOException, InterruptedException {
        String id = website.client("/client.json", "");
        Map<String, String> parameters = TestFace.authorization(id);
        parameters.put("resource", origin + "/mcp");

        HttpResponse<String> known = get(origin + "/authorize?" + TestFace.encode(parameters));
        parameters.put("client_id", website.url("/missing.json"));
        HttpResponse<String> unknown = get(origin + "/authorize?" + TestFace.encode(parameters));

        assertThat(known.statusCode()).isEqualTo(303);
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("described at an address of its own");
        assertThat(website.requests).containsExactly("/client.json", "/missing.json");
    }

    private HttpResponse<String> token(Map<String, String> parameters) throws IOException, InterruptedException {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("client_id", "agent");
        form.put("client_secret", SECRET);
        form.put("resource", origin + "/mcp");
        return send(HttpRequest.newBuilder(URI.create(origin + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(TestFace.encode(form)))
                .build());
    }

    private HttpResponse<String> call(HttpResponse<String> tokens) throws IOException, InterruptedException {
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        String token = StrictJson.read(tokens.body())
                .flatMap(answer -> answer.string("access_token"))
                .orElseThrow();
        return send(HttpRequest.newBuilder(URI.create(origin + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                .build());
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }
}
