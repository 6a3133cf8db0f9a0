package dev.postern.login;

/// What a call gave, to be printed.
///
/// @param json on several lines
/// @param isResult whether it is the method's result, not a JSON-RPC error
/// @param isError whether the caller did not get what they wanted: an error, or a tool that says it failed
public record CallResult(String json, boolean isResult, boolean isError) {}
