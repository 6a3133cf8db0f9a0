package dev.postern.authserver.store;

/// The store cannot be asked at the moment; nothing of the call has happened that another call could see half of.
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
