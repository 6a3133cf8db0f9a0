package dev.postern.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.config.OperatorClient.Credential;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads what a client of the clients file authenticates with. A secret itself is never written there.
final class OperatorCredentialReader {
    private static final String HASH = "client_secret_sha256";
    private static final String FILE = "client_secret_file";
    private static final String JWKS = "jwks";
    private static final String JWKS_URI = "jwks_uri";
    private static final int LEAST_SECRET = 16;
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /// The members of which a client has one at most.
    static final List<String> FIELDS = List.of(HASH, FILE, JWKS, JWKS_URI);

    private final PolicyProblems problems;
    private final PolicyValues values;
    private final TextFiles files;

    OperatorCredentialReader(PolicyProblems problems, TextFiles files) {
        this.problems = problems;
        this.values = new PolicyValues(problems);
        this.files = files;
    }

    Credential read(PolicyMap map) {
        List<String> given =
                FIELDS.stream().filter(field -> map.get(field).isPresent()).toList();
        if (given.size() > 1) {
            problems.at(
                    map.place(given.get(1)),
                    "%s besides %s; expected one of them".formatted(given.get(1), given.getFirst()));
        }
        if (given.isEmpty()) {
            return new Credential.Nothing();
        }
        Node node = map.get(given.getFirst()).orElseThrow();
        Optional<Credential> credential = switch (given.getFirst()) {
            case HASH ->
                values.text(node, "the SHA-256 of the secret, as sha256sum writes it")
                        .flatMap(this::hash);
            case FILE -> values.text(node, "the name of a file").flatMap(this::file);
            case JWKS_URI -> values.text(node, "an https URL").flatMap(this::keysAt);
            default -> keys(node);
        };
        return credential.orElseGet(Credential.Nothing::new);
    }

    private Optional<Credential> hash(ScalarNode node) {
        if (!node.getValue().matches("[0-9a-fA-F]{64}")) {
            // what stands there may be the secret
            problems.at(node, HASH + " is no SHA-256; expected 64 hexadecimal digits, as sha256sum writes them");
            return Optional.empty();
        }
        return Optional.of(new Credential.Secret(base64(HexFormat.of().parseHex(node.getValue()))));
    }

    private Optional<Credential> file(ScalarNode node) {
        Optional<String> secret = files.read(node.getValue())
                .map(String::strip)
                .filter(text -> text.length() >= LEAST_SECRET && text.lines().count() == 1);
        if (secret.isEmpty()) {
            problems.at(
                    node,
                    "%s cannot be read, or does not have a secret of at least %d characters on its one line"
                            .formatted(Quoted.of(node.getValue()), LEAST_SECRET));
        }
        return secret.map(text -> new Credential.Secret(sha256(text)));
    }

    private Optional<Credential> keysAt(ScalarNode node) {
        Optional<URI> uri = OperatorClientReader.uri(node.getValue());
        if (uri.isEmpty()) {
            problems.at(node, "%s is no https URL".formatted(Quoted.of(node.getValue())));
        }
        return uri.map(Credential.KeysAt::new);
    }

    private Optional<Credential> keys(Node node) {
        Optional<PolicyMap> set = PolicyMap.of(node, "a JWK set, such as {keys: [...]}", problems);
        List<Node> keys = set.flatMap(map -> map.get("keys"))
                .map(list -> list instanceof SequenceNode sequence ? sequence.getValue() : List.<Node>of())
                .orElse(List.of());
        if (keys.isEmpty()) {
            problems.at(node, "no keys; expected a JWK set, such as {keys: [...]}");
            return Optional.empty();
        }
        for (Node key : keys) {
            PolicyMap.of(key, "a JWK", problems).ifPresent(this::checkKey);
        }
        return Optional.of(new Credential.Keys(json(node)));
    }

    private void checkKey(PolicyMap key) {
        String kind = key.get("kty")
                .map(node -> node instanceof ScalarNode scalar ? scalar.getValue() : "")
                .orElse("");
        if (!Set.of("EC", "RSA").contains(kind)) {
            problems.at(key.node(), "a key whose kty is neither EC nor RSA");
        }
        for (String field : key.values().keySet()) {
            if (PRIVATE.contains(field)) {
                problems.at(key.place(field), "a private or symmetric key; expected the public one only");
            }
        }
    }

    /// The members of a JWK are texts and lists of texts.
    private static String json(Node node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            write(generator, node);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be written", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Node node) throws IOException {
        switch (node) {
            case MappingNode mapping -> {
                generator.writeStartObject();
                for (NodeTuple entry : mapping.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode name) {
                        generator.writeFieldName(name.getValue());
                        write(generator, entry.getValueNode());
                    }
                }
                generator.writeEndObject();
            }
            case SequenceNode list -> {
                generator.writeStartArray();
                for (Node element : list.getValue()) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case ScalarNode scalar -> generator.writeString(scalar.getValue());
            default -> generator.writeNull();
        }
    }

    private static String sha256(String secret) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
