package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Runs the JOSE vectors of C2SP/wycheproof where they are at hand: `WYCHEPROOF_DIR` (a variable, or a system property)
/// names a copy of its folder `testvectors_v1`.
class WycheproofTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void acceptsNoForgedSignatureAndEveryGoodOneOfAnAcceptedAlgorithm() throws IOException {
        Tally tally = new Tally();
        for (String file : List.of("json_web_signature.json", "json_web_key.json", "json_web_crypto.json")) {
            run(vectors(file), tally);
        }

        System.out.println("Wycheproof signatures: " + tally);
        assertThat(tally.falseAccepts).isEmpty();
        assertThat(tally.falseRejects).isEmpty();
        assertThat(tally.cases).isGreaterThan(400);
    }

    @Test
    void refusesEveryEncryptedToken() throws IOException {
        int refused = 0;
        for (String file : List.of("json_web_encryption.json", "json_web_crypto.json")) {
            for (JsonNode group : vectors(file).path("testGroups")) {
                for (JsonNode test : group.path("tests")) {
                    if (test.has("jwe")) {
                        assertThat(CompactJws.read(test.path("jwe").asText())).isEmpty();
                        refused++;
                    }
                }
            }
        }

        System.out.println("Wycheproof encrypted tokens refused: " + refused);
        assertThat(refused).isGreaterThan(100);
    }

    private static final class Tally {
        private int cases;
        private int accepted;
        private final List<String> falseAccepts = new ArrayList<>();
        private final List<String> falseRejects = new ArrayList<>();

        @Override
        public String toString() {
            return cases + " cases, " + accepted + " accepted, false accepts " + falseAccepts + ", false rejects "
                    + falseRejects;
        }
    }

    private static void run(JsonNode file, Tally tally) {
        for (JsonNode group : file.path("testGroups")) {
            JsonNode key = group.has("public") ? group.path("public") : group.path("private");
            String jwks = key.has("keys") ? key.toString() : "{\"keys\":[" + key + "]}";
            for (JsonNode test : group.path("tests")) {
                if (test.has("jws")) {
                    judge(group.path("comment").asText(), jwks, test, tally);
                }
            }
        }
    }

    private static void judge(String group, String jwks, JsonNode test, Tally tally) {
        String name = group + " " + test.path("tcId").asInt() + " "
                + test.path("comment").asText();
        boolean accepted = accepts(jwks, test.path("jws").asText());
        boolean valid = test.path("result").asText().equals("valid");
        tally.cases++;
        tally.accepted += accepted ? 1 : 0;
        if (accepted && !valid) {
            tally.falseAccepts.add(name);
        }
        // HMAC is never accepted, nor a token whose key is pinned to another algorithm or to none there is.
        if (!accepted && valid && isPinnedToTheAlgorithmOf(test, jwks)) {
            tally.falseRejects.add(name);
        }
    }

    private static boolean isPinnedToTheAlgorithmOf(JsonNode test, String jwks) {
        String algorithm = CompactJws.read(test.path("jws").asText())
                .flatMap(jws -> jws.header().string("alg"))
                .orElse("");
        return !jwks.contains("\"oct\"") && (jwks.contains('"' + algorithm + '"') || !jwks.contains("\"alg\""));
    }

    private static boolean accepts(String jwks, String token) {
        Optional<KeySet> keys = KeySet.read(jwks);
        Optional<CompactJws> jws = CompactJws.read(token);
        if (keys.isEmpty() || jws.isEmpty()) {
            return false;
        }
        JsonObject header = jws.get().header();
        Optional<SignatureAlgorithm> algorithm = header.string("alg").flatMap(SignatureAlgorithm::named);
        if (algorithm.isEmpty()
                || HeaderChecks.refusedParameter(header, Set.of()).isPresent()) {
            return false;
        }
        for (VerificationKey key : keys.get().candidates(header.string("kid").orElse(null), algorithm.get())) {
            if (jws.get().isSignedBy(key, algorithm.get())) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode vectors(String file) throws IOException {
        String directory = System.getProperty("WYCHEPROOF_DIR", System.getenv("WYCHEPROOF_DIR"));
        assumeTrue(
                directory != null,
                "skipped: to run it, get https://github.com/C2SP/wycheproof and let WYCHEPROOF_DIR name its folder"
                        + " testvectors_v1");
        return MAPPER.readTree(Path.of(directory).resolve(file).toFile());
    }
}
