package dev.postern.oscal.testing;

import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A tool that does what a test says.
public record TestTool(String name, List<Parameter> parameters, BiFunction<Arguments, Call, ToolResult> does)
        implements Tool {
    public TestTool {
        parameters = List.copyOf(parameters);
    }

    @Override
    public String title() {
        return name;
    }

    @Override
    public String description() {
        return "A tool named " + name + ".";
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Optional.empty();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return does.apply(arguments, call);
    }
}
