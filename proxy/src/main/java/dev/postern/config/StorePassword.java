package dev.postern.config;

/// The password for the store's database, never printed; empty where the database asks for none.
///
/// @param value as the database knows it
public record StorePassword(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
