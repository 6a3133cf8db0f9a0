package dev.postern.oscal.references;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Severity;
import dev.postern.oscal.tree.Suggestion;
import dev.postern.oscal.tree.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a document names that must be in itself.
final class Inside {
    private static final Pattern INSERT = Pattern.compile("\\{\\{\\s*insert:\\s*param,\\s*([^\\s}]+)\\s*}}");

    /// Members that name something, and the array that must have it.
    private static final Map<String, String> EVERYWHERE = Map.of(
            "role-id", "roles",
            "role-ids", "roles",
            "party-uuid", "parties",
            "party-uuids", "parties",
            "location-uuids", "locations");

    private static final Map<Model, Map<String, String>> BY_MODEL = Map.of(
            Model.SYSTEM_SECURITY_PLAN,
            Map.of("component-uuid", "components"),
            Model.POAM,
            Map.of("observation-uuid", "observations", "risk-uuid", "risks", "finding-uuid", "findings"),
            Model.ASSESSMENT_RESULTS,
            Map.of("observation-uuid", "observations", "risk-uuid", "risks"));

    /// What links have to find, by NIST's constraints.
    private static final Set<String> BINDING =
            Set.of("reference", "related", "required", "incorporated-into", "moved-to");

    /// Words that NIST's models allow for the state of a thing and that its schema does not hold.
    private static final Map<String, Set<String>> STATES = Map.of(
            "system-characteristics/status",
            Set.of("operational", "under-development", "under-major-modification", "disposition", "other"),
            "components/status",
            Set.of("under-development", "operational", "disposition", "other"));

    private final OscalDocument document;
    private final Names names;
    private final List<Finding> findings;
    private final boolean resolved;

    Inside(OscalDocument document, Names names, List<Finding> findings) {
        this.document = document;
        this.names = names;
        this.findings = findings;
        resolved = document.isResolvedProfile();
    }

    void object(ObjectNode object, String member, String path) {
        EVERYWHERE.forEach((name, array) -> named(object, name, array, weight(name, member, path), path));
        BY_MODEL.getOrDefault(document.model(), Map.of())
                .forEach((name, array) -> named(object, name, array, weight(name, member, path), path));
        if (member.equals("links")) {
            link(object, path);
        }
        if (document.model() == Model.CATALOG) {
            object.members().forEach((name, value) -> {
                if (value instanceof TextNode text && text.text().contains("insert:")) {
                    inserts(text, Pointer.child(path, name));
                }
            });
            statusOfControl(object, member, path);
        }
        state(object, member, path);
    }

    /// An error where NIST's own constraints make it one (decision 0045), and where a plan says that nothing does
    /// something.
    private Severity weight(String name, String member, String path) {
        boolean answered =
                document.model() == Model.SYSTEM_SECURITY_PLAN && path.contains("/implemented-requirements/");
        boolean responsible = member.equals("responsible-parties");
        boolean wrong = switch (name) {
            case "component-uuid" -> true;
            case "role-id" -> responsible || answered;
            case "party-uuids" ->
                answered || (responsible && (path.contains("/actions/") || path.contains("/inventory-items/")));
            default -> false;
        };
        return wrong ? Severity.ERROR : Severity.WARNING;
    }

    private void named(ObjectNode object, String name, String array, Severity severity, String path) {
        for (TextNode reference : Names.texts(object, name)) {
            if (!names.of(array).contains(reference.text())) {
                String hint = Suggestion.of(reference.text(), names.of(array))
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Add it to " + array + ", or name one that is there.");
                findings.add(new Finding(
                        severity,
                        "unknown-" + name.replaceFirst("s$", ""),
                        "None of the document's " + array + " is " + reference.text() + ".",
                        Pointer.child(path, name),
                        reference.line(),
                        reference.column(),
                        hint));
            }
        }
    }

    private void link(ObjectNode link, String path) {
        if (link.get("href") instanceof TextNode href
                && href.text().startsWith("#")
                && !names.has(href.text().substring(1))) {
            // What a profile leaves out is still named by what it keeps.
            boolean wrong = BINDING.contains(link.text("rel").orElse(""));
            Severity severity = resolved ? Severity.NOTE : wrong ? Severity.ERROR : Severity.WARNING;
            findings.add(new Finding(
                    severity,
                    "dangling-link",
                    "Nothing in the document is " + href.text() + ".",
                    Pointer.child(path, "href"),
                    href.line(),
                    href.column(),
                    "A link that begins with # means an id, or a resource of the back matter."));
        }
    }

    private void inserts(TextNode text, String path) {
        Matcher matcher = INSERT.matcher(text.text());
        while (matcher.find()) {
            String id = matcher.group(1);
            if (!names.of("params").contains(id)) {
                String hint = Suggestion.of(id, names.of("params"))
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Add a parameter with this id.");
                findings.add(Finding.error(
                                "unknown-param",
                                "The text inserts the parameter " + id + ", which is nowhere.",
                                path,
                                text)
                        .withHint(hint));
            }
        }
    }

    private void statusOfControl(ObjectNode object, String member, String path) {
        if (member.equals("controls")) {
            List<ObjectNode> props = object.objects("props");
            for (int i = 0; i < props.size(); i++) {
                ObjectNode prop = props.get(i);
                if (prop.text("name").equals(Optional.of("status")) && !prop.has("ns")) {
                    allowed(prop, "value", Set.of("withdrawn", "Withdrawn"), Pointer.item(path + "/props", i));
                }
            }
        }
    }

    private void state(ObjectNode object, String member, String path) {
        String key = member + "/status";
        Set<String> states = STATES.get(key);
        if (states != null) {
            object.object("status").ifPresent(status -> allowed(status, "state", states, path + "/status"));
        }
    }

    private void allowed(ObjectNode object, String member, Set<String> words, String path) {
        if (object.get(member) instanceof TextNode said && !words.contains(said.text())) {
            findings.add(Finding.error(
                            "allowed-values",
                            "\"" + said.text() + "\" must be one of "
                                    + String.join(", ", words.stream().sorted().toList()) + ".",
                            Pointer.child(path, member),
                            said)
                    .withHint(Suggestion.of(said.text(), words)
                            .map(near -> "Did you mean \"" + near + "\"?")
                            .orElse("")));
        }
    }
}
