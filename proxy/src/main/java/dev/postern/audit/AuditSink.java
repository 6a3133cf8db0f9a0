package dev.postern.audit;

import java.io.IOException;
import java.util.List;

/// One place where records go. Used by one thread at a time, which may wait here.
public interface AuditSink extends AutoCloseable {
    /// Of what kind it is, for the metrics.
    String label();

    /// Which one it is, for people.
    String place();

    /// Writes all of them. Where it fails none counts as written, and they are given to it again.
    ///
    /// @return how many of them will never be taken there
    /// @throws IOException with a clause that says why
    int write(List<Entry> entries) throws IOException;

    /// Looks, while there is nothing to write, whether it still could.
    ///
    /// @throws IOException with a clause that says why not
    default void look() throws IOException {}

    @Override
    void close();
}
