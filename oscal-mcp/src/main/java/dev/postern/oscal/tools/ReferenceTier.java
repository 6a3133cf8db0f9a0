package dev.postern.oscal.tools;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.references.ReferenceCheck;
import dev.postern.oscal.tree.Finding;
import java.util.List;
import java.util.Optional;

/// By what the document names: in itself, and in what it imports from the library.
public final class ReferenceTier implements Tier {
    private final Documents documents;
    private final ReferenceCheck check;

    public ReferenceTier(Documents documents, ReferenceCheck check) {
        this.documents = documents;
        this.check = check;
    }

    @Override
    public String level() {
        return "references";
    }

    @Override
    public Verdict judge(OscalDocument document, List<Finding> before, Call call) {
        ReferenceCheck.Result result = check.check(document, Optional.empty(), documents.shelf(call));
        return new Verdict(result.findings(), result.skipped());
    }
}
