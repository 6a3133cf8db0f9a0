package dev.postern.oscal.tree;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/// Findings up to a bound: a document can have one for every few of its characters, and nobody reads more.
public final class Findings extends AbstractList<Finding> {
    private static final int MOST = 2_000;

    private final List<Finding> kept = new ArrayList<>();

    /// Keeps it, or forgets it when there are enough.
    @Override
    public boolean add(Finding finding) {
        return kept.size() < MOST && kept.add(finding);
    }

    public boolean isFull() {
        return kept.size() >= MOST;
    }

    @Override
    public Finding get(int index) {
        return kept.get(index);
    }

    @Override
    public int size() {
        return kept.size();
    }
}
