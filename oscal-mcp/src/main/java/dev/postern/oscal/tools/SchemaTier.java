package dev.postern.oscal.tools;

import dev.postern.oscal.document.Format;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.schema.SchemaCheck;
import java.util.ArrayList;
import java.util.List;

/// By NIST's schema: names, types, what must be there.
public final class SchemaTier implements Tier {
    private final SchemaCheck check;

    public SchemaTier(SchemaCheck check) {
        this.check = check;
    }

    @Override
    public String level() {
        return "schema";
    }

    @Override
    public Verdict judge(OscalDocument document, Call call) {
        List<String> skipped = new ArrayList<>();
        String version = check.schema().version();
        document.oscalVersion()
                .filter(said -> !said.equals(version))
                .ifPresent(said ->
                        skipped.add("The document says OSCAL " + said + " and was compared with " + version + "."));
        if (document.format() == Format.XML) {
            skipped.add("The order of elements in XML was not judged.");
        }
        return new Verdict(check.check(document), skipped);
    }
}
