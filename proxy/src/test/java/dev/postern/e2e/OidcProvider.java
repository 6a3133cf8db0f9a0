package dev.postern.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.postern.counterparts.NodePackage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A second authorization server that shares nothing with Keycloak: npm `oidc-provider` behind a script of ours.
final class OidcProvider implements AutoCloseable {
    static final String JWT = "jwt";
    static final String OPAQUE = "opaque";
    static final String BOUND_JWT = "jwt-bound";
    static final String BOUND_OPAQUE = "opaque-bound";
    static final String ASKING = "asking";
    static final String ASKING_BY_POST = "asking-post";
    static final String ASKING_BY_ASSERTION = "asking-key";
    /// An authorization server that has its users from here.
    static final String FACE = "postern";
    static final String OTHER_RESOURCE = "https://other.example/mcp";

    private static final Duration START = Duration.ofMinutes(1);

    private final Program program;
    private final AuthorizationServer server;
    private final ECKey askingKey;

    private OidcProvider(Program program, AuthorizationServer server, ECKey askingKey) {
        this.program = program;
        this.server = server;
        this.askingKey = askingKey;
    }

    static OidcProvider started(String name, NodePackage scripts, String resource, Path logs) {
        return started(name, scripts, resource, "", logs);
    }

    /// One that knows [#FACE] too.
    ///
    /// @param callback where users are sent back to there
    static OidcProvider started(String name, NodePackage scripts, String resource, String callback, Path logs) {
        int port = Ports.free();
        String issuer = "http://127.0.0.1:" + port;
        ECKey askingKey = askingKey();
        List<String> command = List.of(
                "node",
                scripts.script("server.mjs").toString(),
                Integer.toString(port),
                resource,
                askingKey.toPublicJWK().toJSONString(),
                callback);
        Program program = Program.started(name, logs, Map.of(), command);
        URI metadata = URI.create(issuer + "/.well-known/openid-configuration");
        program.awaitAnswer(metadata, START, status -> status == 200);
        return new OidcProvider(program, new AuthorizationServer(issuer), askingKey);
    }

    private static ECKey askingKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(ASKING_BY_ASSERTION)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The private key, as a JWK, of who asks by assertion.
    String privateAskingKey() {
        return askingKey.toJSONString();
    }

    AuthorizationServer server() {
        return server;
    }

    /// Ends the process; nothing listens any more.
    void stop() {
        program.close();
    }

    @Override
    public void close() {
        server.close();
        program.close();
    }
}
