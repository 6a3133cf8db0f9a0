package dev.postern.authserver.provider;

/// Who knows the users. It says who somebody is; what a client gets is never its own tokens.
public sealed interface IdentityProvider permits PasswordProvider, RedirectProvider {}
