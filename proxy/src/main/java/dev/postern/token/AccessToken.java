package dev.postern.token;

import dev.postern.oauth.Identity;

/// A token that holds, for whoever can show what it is bound to.
record AccessToken(Identity identity, Confirmation confirmation) {}
