package dev.postern.oscal.profile;

import dev.postern.oscal.tree.ObjectNode;

/// How much work one resolution may still be: profiles can import each other many times over.
public final class Effort {
    private int imports;
    private long steps;

    /// @param imports followed, those of imported profiles included
    /// @param steps comparisons of a control with what chooses it
    public Effort(int imports, long steps) {
        this.imports = imports;
        this.steps = steps;
    }

    /// Far more than any profile that people wrote.
    public static Effort ordinary() {
        return new Effort(100, 50_000_000);
    }

    boolean imports() {
        return --imports >= 0;
    }

    boolean selects(ObjectNode directive, int controls) {
        long choices = 1;
        for (String member : new String[] {"include-controls", "exclude-controls"}) {
            for (ObjectNode choice : directive.objects(member)) {
                choices += 1 + choice.items("matching").size();
            }
        }
        steps -= choices * Math.max(1, controls);
        return steps >= 0;
    }
}
