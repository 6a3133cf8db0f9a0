package dev.postern.token;

import java.util.List;

/// Tells how it stands with every issuer's keys.
public interface KeyStates {
    List<KeyState> keyStates();

    /// Tries once to have keys of every issuer that has none, so that readiness can turn true without traffic.
    void warmUp();
}
