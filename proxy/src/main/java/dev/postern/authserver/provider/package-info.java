/// Who knows the users: a file of our own, an OpenID Connect provider, or GitHub.
@NullMarked
package dev.postern.authserver.provider;

import org.jspecify.annotations.NullMarked;
