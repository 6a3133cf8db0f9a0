package dev.postern.rate;

/// Hears when the shared store of rate limits comes and goes.
public interface StoreListener {

    /// It came, went, or was looked for the first time.
    ///
    /// @param up whether it decides now
    /// @param why it does not, as a clause
    void changed(boolean up, String why);
}
