package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.testing.Guarded;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestUpstream;
import dev.postern.testing.TokenRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several issuers, each on its own terms, from the file to the upstream.
@Timeout(30)
class TrustEntriesTest {
    private final TestIssuer own = new TestIssuer();
    private final TestIssuer partner = new TestIssuer("/partner", "RS256", Clock.systemUTC());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(own, partner));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private Guarded guarded(String... lines) throws IOException {
        Guarded guarded = new Guarded(new TestUpstream(), lines);
        open.add(guarded);
        return guarded;
    }

    private Guarded both() throws IOException {
        return guarded(
                "auth-issuer-url = " + own.issuer(),
                "auth-required-scopes = mcp:use",
                "[issuer partner]",
                "auth-issuer-url = " + partner.issuer(),
                "auth-provider = entra",
                "auth-audience = api://6e74172b",
                "auth-algorithms = RS256",
                "auth-claims = subject=oid",
                "auth-scope-names = access=mcp:use, Mcp.Admin=mcp:admin",
                "auth-required-scopes = mcp:admin");
    }

    private TokenRequest ofPartner() {
        return partner.token("api://6e74172b").claim("oid", "o-1").subject("pairwise");
    }

    @Test
    void judgesEachTokenByTheTermsOfItsIssuer() throws Exception {
        Guarded guarded = both();
        String mine = own.token(TestGate.RESOURCE).scope("mcp:use").mint();
        String theirs = ofPartner()
                .claim("scp", "access")
                .claim("roles", List.of("Mcp.Admin"))
                .mint();

        assertThat(guarded.post(mine, "").status()).isEqualTo(200);
        assertThat(guarded.upstream().nextCall().field("X-Auth-Subject")).isNotEqualTo("o-1");
        assertThat(guarded.post(theirs, "").status()).isEqualTo(200);
        TestUpstream.Call call = guarded.upstream().nextCall();
        assertThat(call.field("X-Auth-Subject")).isEqualTo("o-1");
        assertThat(call.field("X-Auth-Scopes")).isEqualTo("mcp:use mcp:admin");
        assertThat(call.field("X-Auth-Issuer")).isEqualTo(partner.issuer().value());
    }

    @Test
    void takesNoAudienceOrAlgorithmOfAnotherEntry() throws Exception {
        Guarded guarded = both();

        for (String token : List.of(
                own.token("api://6e74172b").scope("mcp:use").mint(),
                ofPartner().audience(TestGate.RESOURCE).claim("scp", "access").mint(),
                own.token(TestGate.RESOURCE)
                        .scope("mcp:use")
                        .signedBy(partner.key())
                        .mint(),
                ofPartner().signedBy(own.key()).claim("scp", "access").mint(),
                ofPartner().without("oid").claim("scp", "access").mint())) {
            Response refused = guarded.post(token, "");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.field("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
        assertThat(guarded.upstream().waitingCalls()).isZero();
    }

    @Test
    void asksForScopesInTheWordsOfClients() throws Exception {
        Guarded guarded = guarded(
                "auth-issuer-url = " + own.issuer(),
                "auth-provider = entra",
                "auth-audience = 6e74172b",
                "auth-scope-names = access=api://6e74172b/access",
                "auth-required-scopes = api://6e74172b/access");

        assertThat(guarded.gate()
                        .get("/.well-known/oauth-protected-resource/mcp", "")
                        .body())
                .contains("\"scopes_supported\":[\"api://6e74172b/access\"]");
        assertThat(guarded.gate().post("", "{}").field("WWW-Authenticate")).contains("scope=\"api://6e74172b/access\"");
        Response narrow =
                guarded.post(own.token("6e74172b").claim("scp", "other").mint(), "");
        assertThat(narrow.status()).isEqualTo(403);
        assertThat(narrow.field("WWW-Authenticate"))
                .contains("error=\"insufficient_scope\"", "scope=\"api://6e74172b/access\"");
        String good = own.token("6e74172b").claim("scp", "access").mint();
        assertThat(guarded.post(good, "").status()).isEqualTo(200);
        assertThat(guarded.upstream().nextCall().field("X-Auth-Scopes")).isEqualTo("api://6e74172b/access");
    }

    @Test
    void asksForWhatTokensOfThisIssuerMustGrantBesides() throws Exception {
        Guarded guarded = both();

        Response refused = guarded.post(ofPartner().claim("scp", "access").mint(), "");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("WWW-Authenticate")).contains("scope=\"mcp:use mcp:admin\"");
        assertThat(guarded.post(own.token(TestGate.RESOURCE).scope("mcp:use").mint(), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void trustsTheTenantsThatAreListedOnly() throws Exception {
        String listed = "9122040d-6c67-4c5b-b112-36a304b66dad";
        String stranger = "00000000-1111-2222-3333-444444444444";
        TestIssuer tenants = new TestIssuer("/" + listed + "/v2.0", "RS256", Clock.systemUTC());
        open.add(tenants);
        Guarded guarded = guarded(
                "auth-provider = entra",
                "auth-issuer-url = " + tenants.issuer().value().replace(listed, "{tenantid}"),
                "auth-tenants = " + listed);
        TokenRequest token = tenants.token(TestGate.RESOURCE);

        assertThat(guarded.post(token.mint(), "").status()).isEqualTo(200);

        // all tenants share keys, so nothing but iss tells them apart
        for (String tenant : List.of(stranger, "{tenantid}", "common", "")) {
            token.claim("iss", tenants.issuer().value().replace(listed, tenant));
            assertThat(guarded.post(token.mint(), "").status()).isEqualTo(401);
        }
    }
}
