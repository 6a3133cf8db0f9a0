package dev.postern.oscal.tree;

/// Steps of JSON pointers (RFC 6901).
public final class Pointer {
    private Pointer() {}

    /// One step further down.
    public static String child(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /// One element further down.
    public static String item(String parent, int index) {
        return parent + "/" + index;
    }
}
