package dev.postern.rate;

import java.util.List;

/// The buckets of all limits.
interface Buckets {

    /// Takes from all buckets, or from none. May wait for somebody else.
    Rating take(List<Demand> demands);

    /// The same by what this process knows, without waiting.
    Rating takeAtOnce(List<Demand> demands);

    /// Whether somebody else is to be asked now.
    boolean mayWait();

    /// How many buckets are held in memory.
    int held();
}
