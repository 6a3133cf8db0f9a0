package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.OperatorClient.Credential;
import dev.postern.config.OperatorClient.Method;
import dev.postern.oauth.Scopes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsFileTest {
    private static final String SECRET = "0123456789abcdef-secret";

    private static ClientsFile.Result read(String yaml) {
        return ClientsFile.read(
                "clients.yaml",
                yaml,
                file -> file.equals("secret") ? Optional.of(SECRET + "\n") : Optional.empty(),
                Scopes.parse("mcp:read mcp:write"));
    }

    @Test
    void readsEveryKindOfClient() {
        ClientsFile.Result result = read("""
                clients:
                  - client_id: reports
                    client_name: Nightly reports
                    grant_types: [client_credentials]
                    scope: mcp:read
                    client_secret_sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                  - client_id: gateway
                    client_secret_file: secret
                    token_endpoint_auth_method: client_secret_post
                  - client_id: https://agent.example.com/client.json
                    grant_types: urn:ietf:params:oauth:grant-type:jwt-bearer
                    jwks: {keys: [{kty: EC, crv: P-256, x: "x", y: "y", key_ops: [verify]}]}
                  - client_id: nightly
                    grant_types: [client_credentials]
                    jwks_uri: https://nightly.example.com/keys
                  - client_id: desktop
                    redirect_uris: ["http://127.0.0.1/callback", "https://desktop.example.com/callback"]
                """);

        assertThat(result.problems()).isEmpty();
        List<OperatorClient> clients = result.clients();
        assertThat(clients.get(0).name()).isEqualTo("Nightly reports");
        assertThat(clients.get(0).scopes()).isEqualTo(Scopes.parse("mcp:read"));
        assertThat(clients.get(0).method()).isEqualTo(Method.CLIENT_SECRET_BASIC);
        assertThat(clients.get(0).credential())
                .isEqualTo(new Credential.Secret("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"));
        assertThat(clients.get(1).method()).isEqualTo(Method.CLIENT_SECRET_POST);
        assertThat(clients.get(1).grantTypes()).isEmpty();
        assertThat(clients.get(1).toString()).doesNotContain(SECRET);
        assertThat(clients.get(2).credential())
                .isEqualTo(
                        new Credential.Keys(
                                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"x\",\"y\":\"y\",\"key_ops\":[\"verify\"]}]}"));
        assertThat(clients.get(3).method()).isEqualTo(Method.PRIVATE_KEY_JWT);
        assertThat(clients.get(4).grantTypes()).containsExactlyInAnyOrder("authorization_code", "refresh_token");
        assertThat(clients.get(4).scopes()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'client_name: x' | line 2, column 5: a client without client_id",
                "'client_id: a b' | line 2, column 16: \"a b\" is no client_id",
                "'{client_id: a, client_secret: 0123456789abcdef}' | there is no field \"client_secret\"",
                "'{client_id: a, client_secret_sha256: my-secret}' | client_secret_sha256 is no SHA-256",
                "'{client_id: a, client_secret_file: missing}' | \"missing\" cannot be read",
                "'{client_id: a, client_secret_file: secret, jwks_uri: \"https://a.example/k\"}' | jwks_uri besides client_secret_file",
                "'{client_id: \"a:b\", client_secret_file: secret}' | a client_id with a colon",
                "'{client_id: a, jwks_uri: \"http://a.example/k\"}' | is no https URL",
                "'{client_id: a, jwks: {keys: []}}' | no keys",
                "'{client_id: a, jwks: {keys: [{kty: oct, k: x}]}}' | neither EC nor RSA",
                "'{client_id: a, jwks: {keys: [{kty: EC, d: x}]}}' | a private or symmetric key",
                "'{client_id: a, grant_types: [password]}' | there is no grant type \"password\"",
                "'{client_id: a, grant_types: [client_credentials]}' | a client that authenticates by nothing",
                "'{client_id: a, grant_types: [authorization_code]}' | authorization_code and redirect_uris belong together",
                "'{client_id: a, scope: mcp:admin}' | \"mcp:admin\" has scopes that no client may be granted",
                "'{client_id: a, token_endpoint_auth_method: private_key_jwt}' | does not go with what the client authenticates by"
            })
    void saysWhereSomethingIsWrong(String client, String problem) {
        List<String> problems = read("clients:\n  - " + client + "\n").problems();

        assertThat(problems)
                .anyMatch(sentence ->
                        sentence.startsWith("\"clients.yaml\", line 2, column ") && sentence.contains(problem));
        assertThat(String.join("", problems)).doesNotContain("my-secret").doesNotContain("0123456789abcdef");
    }

    @Test
    void saysThatAClientIsThereTwice() {
        assertThat(read("clients: [{client_id: a}, {client_id: a}]").problems())
                .containsExactly("\"clients.yaml\", line 1, column 27: the client \"a\" is there twice.");
    }

    @ParameterizedTest
    @CsvSource({"''", "'clients: []'", "'client: []'", "'[]'", "'clients: {'"})
    void takesNoFileThatHasNoClients(String yaml) {
        assertThat(read(yaml).problems()).isNotEmpty();
    }
}
