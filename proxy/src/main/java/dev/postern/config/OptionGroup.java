package dev.postern.config;

/// Under which heading an option is listed in the help.
public enum OptionGroup {
    GUARDED("What is guarded"),
    TOKENS("Whose tokens are accepted"),
    CLIENTS("Clients"),
    UPSTREAM("The way to the upstream"),
    AUTHSERVER("An authorization server for clients"),
    STORE("The store of the authorization server"),
    AUDIT("What is written down"),
    OPERATION("Operation"),
    INSECURE("Weakenings");

    private final String heading;

    OptionGroup(String heading) {
        this.heading = heading;
    }

    public String heading() {
        return heading;
    }
}
