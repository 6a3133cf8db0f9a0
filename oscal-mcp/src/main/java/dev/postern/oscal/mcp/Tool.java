package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Something that agents may call. It changes nothing and reaches nothing outside the server.
public interface Tool {

    String name();

    String title();

    /// For the model that decides whether to call it.
    String description();

    List<Parameter> parameters();

    /// The JSON Schema of its structured result.
    Optional<ObjectNode> outputSchema();

    /// Does it.
    ///
    /// @param arguments follow the parameters
    ToolResult call(Arguments arguments, Call call);
}
