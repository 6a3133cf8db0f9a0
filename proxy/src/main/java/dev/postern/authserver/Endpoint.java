package dev.postern.authserver;

/// One of the endpoints: may block, and throws nothing but [dev.postern.authserver.store.StoreUnavailable].
@FunctionalInterface
interface Endpoint {
    AuthResponse answer(AuthRequest request);
}
