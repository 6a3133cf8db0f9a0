package dev.postern.config;

/// Whether clients may, or must, prove possession of a key.
public enum DpopUse {
    OFF,
    ACCEPTED,
    REQUIRED
}
