package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.config.ClientAuthentication.SecretBasic;
import dev.postern.config.ClientCertificateHeader;
import dev.postern.config.DpopConfig;
import dev.postern.config.IntrospectedTokens;
import dev.postern.config.IntrospectionConfig;
import dev.postern.config.KeysConfig;
import dev.postern.config.TokenType;
import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.outbound.IssuerClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// What strangers can send, thrown at everything that reads it: nothing may escape but a verdict.
///
/// Runs the seeds beside it in every build; `bench/fuzz` goes on by itself.
class TokenFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TrustEntry ENTRY = new TrustEntry(
            new Issuer("https://id.example"),
            List.of("https://mcp.example.com/mcp"),
            Set.of("RS256", "ES256", "EdDSA"),
            null,
            TokenType.LENIENT,
            Duration.ofSeconds(30));

    private static final WantedClaims WANTED = new WantedClaims(Set.of("groups", "realm_access"));

    private static final Discovery DISCOVERY = new Discovery(
            ENTRY.issuer(),
            new IssuerClient(new KeysConfig(
                    Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(3), 262_144, false)),
            () -> NOW);
    private static final DpopVerifier PROOFS = new DpopVerifier(
            new DpopConfig(false, Set.of("RS256", "ES256", "EdDSA"), Duration.ofMinutes(1), false),
            new ResourceUri("https://mcp.example.com/mcp"),
            new Random(1),
            () -> NOW);

    @FuzzTest(maxDuration = "10m")
    void credentials(byte[] field) {
        Credentials credentials = Credentials.read(List.of(new String(field, StandardCharsets.ISO_8859_1)), true);

        if (credentials instanceof Credentials.Presented presented) {
            assertThat(BearerToken.isB64Token(presented.token().value())).isTrue();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void compactToken(byte[] token) {
        Optional<CompactJws> jws = CompactJws.read(new String(token, StandardCharsets.ISO_8859_1));

        jws.ifPresent(read -> {
            HeaderChecks header = new HeaderChecks(ENTRY);
            header.parameters(read.header(), NOW);
            header.algorithm(read.header(), NOW);
            header.type(read.header(), NOW);
            read.claims().ifPresent(TokenFuzzTest::judgeClaims);
        });
    }

    @FuzzTest(maxDuration = "10m")
    void claims(byte[] json) {
        StrictJson.read(json).ifPresent(TokenFuzzTest::judgeClaims);
    }

    private static void judgeClaims(JsonObject claims) {
        ClaimChecks checks = new ClaimChecks(ENTRY);
        boolean accepted = true;
        for (TokenCheck check : List.<TokenCheck>of(
                checks::foreignType,
                checks::required,
                checks::nonce,
                checks::audience,
                checks::expiry,
                checks::notBefore,
                checks::issuedAt,
                checks::subject,
                checks::grants,
                WANTED::size)) {
            Optional<Verdict.Invalid> objection = check.objection(claims, NOW);
            objection.ifPresent(refused -> assertThat(refused.detail()).hasSizeLessThan(600));
            accepted &= objection.isEmpty();
        }
        Confirmation.read(claims);
        if (accepted) {
            new TokenClaims(ENTRY, WANTED)
                    .identity(claims, NumericDate.read(claims, "exp").orElseThrow());
        }
    }

    @FuzzTest(maxDuration = "10m")
    void keySet(byte[] document) {
        KeySet.read(new String(document, StandardCharsets.UTF_8)).ifPresent(keys -> {
            for (VerificationKey key : keys.keys()) {
                assertThat(key.key().getFormat()).isEqualTo("X.509");
                for (SignatureAlgorithm algorithm : key.algorithms()) {
                    assertThat(algorithm.verifies(key.key(), new byte[] {1}, new byte[64]))
                            .isFalse();
                }
            }
        });
    }

    @FuzzTest(maxDuration = "10m")
    void issuerMetadata(byte[] document) {
        if (DISCOVERY.read(new String(document, StandardCharsets.UTF_8)) instanceof Discovery.Found.Metadata found) {
            assertThat(found.metadata().string("issuer")).contains("https://id.example");
            for (String name : List.of("jwks_uri", "introspection_endpoint")) {
                DISCOVERY
                        .endpoint(found.metadata(), name)
                        .ifPresent(uri -> assertThat(uri.getScheme()).isEqualToIgnoringCase("https"));
            }
        }
    }

    /// The key a proof was made with comes in the proof itself, so a stranger gets as far as the signature.
    @FuzzTest(maxDuration = "10m")
    void proofOfPossession(byte[] proof) {
        Presentation presentation = new Presentation(
                Credentials.Scheme.DPOP,
                new BearerToken("token"),
                "POST",
                List.of(new String(proof, StandardCharsets.ISO_8859_1)),
                null);

        assertThat(PROOFS.objection(presentation, "a thumbprint no key has")).isPresent();
    }

    @FuzzTest(maxDuration = "10m")
    void introspectionAnswer(byte[] answer) {
        IntrospectionConfig config = new IntrospectionConfig(
                null,
                "postern",
                new SecretBasic(new ClientSecret("s")),
                IntrospectedTokens.OPAQUE,
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));

        StrictJson.read(answer)
                .ifPresent(members -> new IntrospectionAnswer(ENTRY, config, WANTED).judge(members, NOW));
    }

    @FuzzTest(maxDuration = "10m")
    void clientCertificate(byte[] field) {
        for (ClientCertificateHeader header : ClientCertificateHeader.values()) {
            ClientCertificateField.hash(header, new String(field, StandardCharsets.ISO_8859_1));
        }
    }
}
