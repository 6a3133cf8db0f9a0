package dev.postern.challenge;

import dev.postern.config.ClientCertificateHeader;
import dev.postern.config.Config;
import dev.postern.config.DpopConfig;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.ResourceUri;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Protected Resource Metadata document (RFC 9728 §2), made once. Members without a value are left out (§3.2).
///
/// @param path where it is served
/// @param json the document
/// @param etag its entity tag, quotes included
public record ResourceMetadata(String path, String json, String etag) {
    /// The documents to serve: one where the identifier's path is inserted, one at the root. A client that got there by
    /// the URL it knows compares `resource` with that URL (§3.3), so each has its own.
    public static List<ResourceMetadata> documents(Config config) {
        ResourceUri resource = config.resource().uri();
        Set<ResourceUri> identifiers = new LinkedHashSet<>(List.of(resource, resource.origin()));
        List<ResourceMetadata> documents = new ArrayList<>();
        for (ResourceUri identifier : identifiers) {
            documents.add(document(identifier, config));
        }
        return documents;
    }

    private static ResourceMetadata document(ResourceUri identifier, Config config) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("resource", identifier.value());
        putUnlessEmpty(members, "authorization_servers", issuers(config));
        putUnlessEmpty(members, "scopes_supported", scopes(config));
        members.put("bearer_methods_supported", List.of("header"));
        putDpop(members, config.resource().dpop());
        if (config.listener().certificateHeader() != ClientCertificateHeader.NONE) {
            members.put("tls_client_certificate_bound_access_tokens", true);
        }
        String json = JsonText.of(members);
        return new ResourceMetadata(identifier.metadataPath(), json, etag(json));
    }

    private static void putDpop(Map<String, Object> members, @Nullable DpopConfig dpop) {
        if (dpop == null) {
            return;
        }
        members.put(
                "dpop_signing_alg_values_supported",
                dpop.algorithms().stream().sorted().toList());
        if (dpop.required()) {
            members.put("dpop_bound_access_tokens_required", true);
        }
    }

    private static List<String> issuers(Config config) {
        Set<String> issuers = new LinkedHashSet<>();
        for (TrustEntry entry : config.trust()) {
            issuers.add(entry.issuer().value());
        }
        return List.copyOf(issuers);
    }

    /// What is needed for basic use; `offline_access` is between client and authorization server (MCP, refresh tokens).
    private static List<String> scopes(Config config) {
        return config.resource().requiredScopes().values().stream()
                .filter(scope -> !scope.equals("offline_access"))
                .toList();
    }

    private static void putUnlessEmpty(Map<String, Object> members, String name, List<String> values) {
        if (!values.isEmpty()) {
            members.put(name, values);
        }
    }

    private static String etag(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
