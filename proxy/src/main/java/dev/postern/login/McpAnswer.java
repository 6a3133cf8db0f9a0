package dev.postern.login;

import java.net.http.HttpHeaders;
import java.util.Map;

/// What came back for one POST.
sealed interface McpAnswer {

    /// A JSON-RPC response.
    ///
    /// @param members each as its JSON text
    record Response(Map<String, String> members, HttpHeaders headers) implements McpAnswer {}

    /// Nothing to read, as a notification gets it.
    record Accepted() implements McpAnswer {}

    /// A refusal of HTTP.
    ///
    /// @param body its text, where that was short
    record Refusal(int status, HttpHeaders headers, String body) implements McpAnswer {}

    /// An answer that is none.
    record Unreadable(String reason) implements McpAnswer {}
}
