package dev.postern.token;

/// What stands for a token wherever tokens are remembered: 256 bits from which it cannot be had back.
record TokenHash(long first, long second, long third, long fourth) {

    /// The bits are random to whoever does not know the hasher's key, so any of them will do.
    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
