package dev.postern.login;

/// How a call to an MCP server ended.
sealed interface McpReply {

    /// The method's result.
    ///
    /// @param json its text
    record Result(String json) implements McpReply {}

    /// A JSON-RPC error.
    ///
    /// @param json the error's text
    record Fault(String json) implements McpReply {}

    /// The server wants a token, or another one.
    record Unauthorized(BearerChallenge challenge) implements McpReply {}

    /// The token is good and not enough.
    record InsufficientScope(BearerChallenge challenge) implements McpReply {}

    /// Nothing that MCP knows.
    ///
    /// @param sentence for a person
    record Unusable(String sentence) implements McpReply {}
}
