package dev.postern.oscal.tools;

import dev.postern.oscal.document.Format;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.Severity;
import java.util.ArrayList;
import java.util.List;

/// By NIST's schema: names, types, what must be there.
public final class SchemaTier implements Tier {
    private final Once<SchemaCheck> check;

    public SchemaTier(Once<SchemaCheck> check) {
        this.check = check;
    }

    @Override
    public String level() {
        return "schema";
    }

    @Override
    public Verdict judge(OscalDocument document, Call call) {
        List<String> skipped = new ArrayList<>();
        String version = check.get().schema().version();
        document.oscalVersion()
                .filter(said -> !said.equals(version))
                .ifPresent(said ->
                        skipped.add("The document says OSCAL " + said + " and was compared with " + version + "."));
        if (document.format() == Format.XML) {
            skipped.add("The order of elements in XML was not judged.");
        }
        List<Finding> findings = check.get().check(document);
        // A draft of OSCAL had other rules: what it does not follow is no error of its own.
        boolean draft =
                document.oscalVersion().filter(said -> said.contains("-")).isPresent();
        return new Verdict(draft ? findings.stream().map(SchemaTier::warning).toList() : findings, skipped);
    }

    private static Finding warning(Finding finding) {
        return new Finding(
                Severity.WARNING,
                finding.rule(),
                finding.message(),
                finding.path(),
                finding.line(),
                finding.column(),
                finding.hint());
    }
}
