package dev.postern.oscal.tools;

import dev.postern.oscal.mcp.ToolResult;
import java.util.function.Function;

/// Something that arguments name, or why there is no such thing.
sealed interface Lookup<T> {

    /// It is there.
    record Found<T>(T value) implements Lookup<T> {}

    /// It is not.
    record Missing<T>(String reason) implements Lookup<T> {}

    /// Goes on with it, or refuses the call.
    default ToolResult use(Function<T, ToolResult> then) {
        return switch (this) {
            case Found<T>(T value) -> then.apply(value);
            case Missing<T>(String reason) -> new ToolResult.Refused(reason);
        };
    }
}
