package dev.postern.oscal.tools;

import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// By NIST's constraints. Where another tier has said something of a place, that stands for what the constraints say.
public final class ConstraintTier implements Tier {
    private static final Pattern OF_THESE = Pattern.compile("1\\.[01]\\.\\d{1,4}");

    /// What names several things may be found fault with as a whole.
    private static final Pattern ITEM = Pattern.compile("/\\d+$");

    private final ConstraintCheck check;

    public ConstraintTier(ConstraintCheck check) {
        this.check = check;
    }

    @Override
    public String level() {
        return "constraints";
    }

    @Override
    public Verdict judge(OscalDocument document, List<Finding> before, Call call) {
        return switch (check.check(document, call::isCancelled)) {
            case ConstraintCheck.Outcome.Unjudged(var why) ->
                new Verdict(List.of(), List.of("The level constraints, because " + why + "."));
            case ConstraintCheck.Outcome.Judged(var findings, var skipped) ->
                new Verdict(news(document, findings, before), sentences(document, skipped));
        };
    }

    private static List<Finding> news(OscalDocument document, List<Finding> findings, List<Finding> before) {
        Set<String> told = before.stream().map(Finding::path).collect(Collectors.toSet());
        return findings.stream()
                .filter(finding -> !told.contains(finding.path())
                        && !told.contains(ITEM.matcher(finding.path()).replaceFirst("")))
                .map(finding -> isOfAnotherOscal(document) ? lighter(finding) : finding)
                .toList();
    }

    /// A draft of OSCAL had other constraints, and a later OSCAL has.
    private static boolean isOfAnotherOscal(OscalDocument document) {
        return document.oscalVersion()
                .filter(said -> !OF_THESE.matcher(said).matches())
                .isPresent();
    }

    private static Finding lighter(Finding finding) {
        return finding.severity() == Severity.ERROR ? finding.as(Severity.WARNING) : finding;
    }

    private static List<String> sentences(OscalDocument document, List<String> skipped) {
        List<String> sentences = new ArrayList<>(skipped);
        if (isOfAnotherOscal(document)) {
            sentences.add("The constraints of OSCAL " + document.oscalVersion().orElse("")
                    + ": those of 1.1.3 were applied.");
        }
        return sentences;
    }
}
