package dev.postern.oscal.tools;

import dev.postern.oscal.document.Format;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.Severity;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// By NIST's schema: names, types, what must be there.
public final class SchemaTier implements Tier {
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){1,3}");

    private final Once<SchemaCheck> check;

    public SchemaTier(Once<SchemaCheck> check) {
        this.check = check;
    }

    @Override
    public String level() {
        return "schema";
    }

    @Override
    public Verdict judge(OscalDocument document, List<Finding> before, Call call) {
        List<String> skipped = new ArrayList<>();
        String version = check.get().schema().version();
        document.oscalVersion()
                .filter(said -> !said.equals(version))
                .ifPresent(said ->
                        skipped.add("The document says OSCAL " + said + " and was compared with " + version + "."));
        if (document.format() == Format.XML) {
            skipped.add("The order of elements in XML was not judged.");
        }
        List<Finding> findings = check.get().check(document).stream()
                .map(finding -> isOfAnotherRule(finding, document.oscalVersion().orElse(""), version)
                        ? finding.as(Severity.WARNING)
                        : finding)
                .toList();
        return new Verdict(findings, skipped);
    }

    /// A draft of OSCAL had other rules, and a later OSCAL may know names that ours does not.
    private static boolean isOfAnotherRule(Finding finding, String said, String version) {
        return said.contains("-") || (finding.rule().equals(SchemaCheck.UNKNOWN_NAME) && isLater(said, version));
    }

    private static boolean isLater(String said, String version) {
        return NUMBERS.matcher(said).matches()
                && ModuleDescriptor.Version.parse(said).compareTo(ModuleDescriptor.Version.parse(version)) > 0;
    }
}
