package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import dev.postern.authserver.RemoteDocuments.Reading;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.outbound.GuardedClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Clients whose id is the URL of a document that describes them (draft-ietf-oauth-client-id-metadata-document).
final class DocumentClients implements ClientLookup {
    private static final int MAX_BYTES = 5 * 1024;
    /// What the store takes for a client's id.
    private static final int MAX_ID = 2048;
    private static final Set<String> METHODS = Set.of("none", "private_key_jwt");

    private final GuardedClient client;
    private final RegistrationRules rules;
    private final RemoteDocuments<Client> documents;

    DocumentClients(GuardedClient client, RegistrationRules rules, Consumer<String> notes, InstantSource clock) {
        this.client = client;
        this.rules = rules;
        this.documents = new RemoteDocuments<>(client::get, MAX_BYTES, this::read, notes, clock);
    }

    @Override
    public Optional<Client> find(String id) {
        return isDocument(id) ? url(id).flatMap(documents::find) : Optional.empty();
    }

    /// Whether an id is meant to be the URL of a document.
    static boolean isDocument(String id) {
        return id.startsWith("https://") || id.startsWith("http://");
    }

    /// The id as a URL, where it is one that a client may have.
    Optional<URI> url(String id) {
        if (id.length() > MAX_ID) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(id);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return path.isEmpty()
                            || RedirectUris.hasDotSegment(path)
                            || client.objection(uri).isPresent()
                    ? Optional.empty()
                    : Optional.of(uri);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private Reading<Client> read(URI uri, String text) {
        Optional<JsonObject> document = StrictJson.read(text);
        if (document.isEmpty()) {
            return new Reading.Unfit<>("it is not a JSON object");
        }
        Optional<String> objection = objection(document.get(), uri.toString());
        if (objection.isPresent()) {
            return new Reading.Unfit<>(objection.get());
        }
        return switch (rules.read(withMethod(document.get()))) {
            case RegistrationRules.Reading.Refused refused -> new Reading.Unfit<>(refused.description());
            case RegistrationRules.Reading.Taken(ClientMetadata metadata) -> {
                addAssertions(metadata, document.get());
                yield new Reading.Read<>(Client.of(uri.toString(), metadata, null, null, Client.Origin.DOCUMENT));
            }
        };
    }

    /// Whoever is vouched for by name needs no registration.
    private static void addAssertions(ClientMetadata metadata, JsonObject document) {
        if (document.strings("grant_types").orElse(List.of()).contains(GrantType.JWT_BEARER.getValue())) {
            Set<GrantType> types = new LinkedHashSet<>(metadata.getGrantTypes());
            types.add(GrantType.JWT_BEARER);
            metadata.setGrantTypes(types);
        }
    }

    private static Optional<String> objection(JsonObject document, String id) {
        if (!document.string("client_id").orElse("").equals(id)) {
            return Optional.of("its client_id is not its own URL");
        }
        if (document.members().keySet().stream().anyMatch(name -> name.startsWith("client_secret"))) {
            return Optional.of("it has a secret, which nobody can keep there");
        }
        if (document.string("client_name").orElse("").isBlank()) {
            return Optional.of("it has no client_name");
        }
        List<String> methods = methods(document);
        boolean shared = methods.stream().anyMatch(method -> method.startsWith("client_secret"));
        return shared || (!methods.isEmpty() && methods.stream().noneMatch(METHODS::contains))
                ? Optional.of("expected none or private_key_jwt as its token_endpoint_auth_method")
                : Optional.empty();
    }

    /// Some documents name a list where the RFC has one method.
    private static List<String> methods(JsonObject document) {
        List<String> methods =
                new ArrayList<>(document.strings("token_endpoint_auth_method").orElse(List.of()));
        methods.addAll(document.strings("token_endpoint_auth_methods_supported").orElse(List.of()));
        return methods;
    }

    /// Who says nothing has no secret: nobody could have given it one. Who may go without authentication may also
    /// authenticate.
    private static JsonObject withMethod(JsonObject document) {
        List<String> methods = methods(document);
        Map<String, Object> members = new LinkedHashMap<>(document.members());
        members.remove("token_endpoint_auth_methods_supported");
        members.put(
                "token_endpoint_auth_method",
                methods.isEmpty() || methods.contains("none") ? "none" : "private_key_jwt");
        return new JsonObject(members);
    }
}
