package dev.postern.demo;

import java.util.Map;

/// What the token endpoint says.
///
/// @param status of the response
/// @param members of its JSON body
record TokenAnswer(int status, Map<String, Object> members) {

    /// A refusal (RFC 6749 §5.2).
    static TokenAnswer refusal(int status, String error) {
        return new TokenAnswer(status, Map.of("error", error));
    }
}
