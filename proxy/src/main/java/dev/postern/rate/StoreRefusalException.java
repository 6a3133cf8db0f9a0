package dev.postern.rate;

import java.io.IOException;

/// The store answered that it does not do it.
final class StoreRefusalException extends IOException {
    private static final long serialVersionUID = 1;

    private final String code;

    /// @param code the first word of its answer, which says of what kind it is
    StoreRefusalException(String code) {
        super("it answers " + code);
        this.code = code;
    }

    String code() {
        return code;
    }
}
