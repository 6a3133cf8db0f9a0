package dev.postern.oscal.tools;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.tree.Finding;
import java.util.List;

/// One way to judge a document.
public interface Tier {

    /// As the argument `level` names it.
    String level();

    /// Judges a document.
    ///
    /// @param before what is known to be wrong with it already
    Verdict judge(OscalDocument document, List<Finding> before, Call call);

    /// What it found.
    ///
    /// @param skipped what was not judged, as sentences
    record Verdict(List<Finding> findings, List<String> skipped) {
        public Verdict {
            findings = List.copyOf(findings);
            skipped = List.copyOf(skipped);
        }
    }
}
