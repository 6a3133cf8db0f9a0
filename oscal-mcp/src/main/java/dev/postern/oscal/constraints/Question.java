package dev.postern.oscal.constraints;

/// What the process is asked.
///
/// @param model the name at the document's root
/// @param document JSON
record Question(String model, String document) {}
