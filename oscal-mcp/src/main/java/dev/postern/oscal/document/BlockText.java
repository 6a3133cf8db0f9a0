package dev.postern.oscal.document;

/// Blocks of Markdown, parted by empty lines.
final class BlockText {
    private final StringBuilder text = new StringBuilder();

    void add(String block) {
        if (block.isBlank()) {
            return;
        }
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
        text.append(block);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
