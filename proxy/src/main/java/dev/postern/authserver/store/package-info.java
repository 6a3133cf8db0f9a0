/// What the authorization server must not forget: registrations, grants, codes, refresh tokens, keys.
@NullMarked
package dev.postern.authserver.store;

import org.jspecify.annotations.NullMarked;
