package dev.postern.oscal.profile;

import dev.postern.oscal.tree.ObjectNode;

/// How much work one resolution may still be: profiles can import each other many times over.
public final class Effort {
    /// Controls in the result, and what is added to them: far more than any catalog has.
    private static final int MOST_PLACED = 30_000;

    private int imports;
    private long steps;
    private int placed;

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

    /// Whether so many things more may come into the result. They cost little each, and a profile could repeat them.
    boolean places(int things) {
        placed = (int) Math.min(Integer.MAX_VALUE, (long) placed + things);
        return placed <= MOST_PLACED;
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
