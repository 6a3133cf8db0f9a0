package dev.postern.config;

/// Which tokens an authorization server is asked about.
public enum IntrospectedTokens {
    /// Those that are no JWT.
    OPAQUE(true, false, false),
    /// Also JWTs of issuers that are not trusted by name.
    OPAQUE_AND_FOREIGN(true, true, false),
    /// Its own JWTs only: a revoked one ends at once, at the price of a call. Several issuers can be asked so.
    OWN(false, false, true),
    /// Every token.
    ALL(true, true, true);

    private final boolean opaque;
    private final boolean foreign;
    private final boolean own;

    IntrospectedTokens(boolean opaque, boolean foreign, boolean own) {
        this.opaque = opaque;
        this.foreign = foreign;
        this.own = own;
    }

    /// Whether tokens that do not say whose they are are among them.
    public boolean opaque() {
        return opaque;
    }

    /// Whether JWTs of issuers nobody trusts by name are.
    public boolean foreign() {
        return foreign;
    }

    /// Whether JWTs that name this server as their issuer are.
    public boolean own() {
        return own;
    }
}
