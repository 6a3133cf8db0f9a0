package dev.postern.login;

import java.net.URI;

/// A person's browser.
public interface Browser {

    /// Shows this page; false where there is no browser to show it.
    boolean open(URI page);
}
