package dev.postern.oscal.tree;

import java.math.BigDecimal;

/// A number.
public record NumberNode(BigDecimal number, int line, int column) implements Node {

    /// Made, not read.
    public static NumberNode of(long number) {
        return new NumberNode(BigDecimal.valueOf(number), 0, 0);
    }

    public boolean isInteger() {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
