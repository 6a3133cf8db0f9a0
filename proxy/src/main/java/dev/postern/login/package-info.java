/// A client of our own: what `postern login`, `token`, `call` and `logout` do. Nothing of it is loaded by `serve`.
@NullMarked
package dev.postern.login;

import org.jspecify.annotations.NullMarked;
