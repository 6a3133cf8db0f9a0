package dev.postern.gateway;

/// What is known of a caller before any stage looked: nothing.
enum Unidentified {
    CALLER
}
