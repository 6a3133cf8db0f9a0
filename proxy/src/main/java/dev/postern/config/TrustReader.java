package dev.postern.config;

import dev.postern.oauth.ResourceUri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads whose tokens are accepted: one entry from the options, one from each section of the file.
final class TrustReader {
    private final Values values;
    private final ResourceUri resource;
    private final Endpoints endpoints;
    private final TextFiles files;
    private final List<TrustEntry> entries = new ArrayList<>();
    private final Map<String, String> claimed = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    TrustReader(Values values, ResourceUri resource, boolean insecureHttpIssuer, TextFiles files) {
        this.values = values;
        this.resource = resource;
        this.endpoints = new Endpoints(insecureHttpIssuer);
        this.files = files;
    }

    List<TrustEntry> read() {
        read(values, "the options");
        for (IssuerSection section : values.sections()) {
            Values own = values.in(section);
            if (!own.isGiven(Option.AUTH_ISSUER_URL) && !own.isGiven(Option.AUTH_TENANTS)) {
                own.problem("%s names no issuer; expected a line auth-issuer-url = %s."
                        .formatted(section, Option.AUTH_ISSUER_URL.example()));
            }
            read(own, section.toString());
        }
        checkStrays();
        if (asked.size() > 1) {
            values.problem("Only one issuer can be asked about tokens that do not say whose they are; "
                    + "found introspection in " + String.join(" and in ", asked) + ".");
        }
        return List.copyOf(entries);
    }

    private void read(Values own, String where) {
        for (TrustEntry entry : new TrustEntryReader(own, resource, endpoints, files).read()) {
            String issuer = entry.issuer().value();
            String before = claimed.putIfAbsent(issuer, where);
            if (before != null) {
                values.problem("The issuer %s is claimed twice, by %s and by %s; expected it once."
                        .formatted(Quoted.of(issuer), before, where));
            } else {
                entries.add(entry);
            }
            IntrospectionConfig introspection = entry.introspection();
            if (introspection != null && introspection.tokens().opaque() && !asked.contains(where)) {
                asked.add(where);
            }
        }
    }

    /// Where the issuers are in sections, an option that describes none of them would be read by nobody.
    private void checkStrays() {
        if (values.sections().isEmpty()
                || values.isGiven(Option.AUTH_ISSUER_URL)
                || values.isGiven(Option.AUTH_TENANTS)) {
            return;
        }
        for (Option option : IssuerSection.OF_ONE_ISSUER) {
            if (values.isWritten(option)) {
                values.problem("%s describes the issuer of %s, which is not given; expected it in a section [issuer]."
                        .formatted(option.flag(), Option.AUTH_ISSUER_URL.flag()));
            }
        }
    }
}
