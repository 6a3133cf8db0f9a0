package dev.postern.oscal.testing;

import dev.postern.oscal.mcp.Call;

/// A call whose caller waits and asks nothing.
public record SilentCall() implements Call {
    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void progress(long done, long total, String message) {}
}
