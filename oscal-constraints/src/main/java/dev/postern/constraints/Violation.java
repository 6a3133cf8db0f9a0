package dev.postern.constraints;

/// Something that a constraint does not allow.
///
/// @param severity `error`, `warning` or `note`
/// @param rule the constraint's id, or its kind where it has none
/// @param path a JSON pointer from the document's root
/// @param hint may be empty
record Violation(String severity, String rule, String message, String path, String hint) {}
