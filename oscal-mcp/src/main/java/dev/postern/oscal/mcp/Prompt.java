package dev.postern.oscal.mcp;

import java.util.List;
import java.util.Map;

/// A beginning of a conversation that people may choose.
public interface Prompt {

    String name();

    String title();

    String description();

    List<Argument> arguments();

    /// The messages; the arguments that are required are there.
    List<PromptMessage> messages(Map<String, String> arguments);

    /// What an argument may be completed to.
    List<String> complete(String argument, String begun);

    /// A blank to fill in.
    record Argument(String name, String description, boolean required) {}

    /// What is said, and by whom: `user` or `assistant`.
    record PromptMessage(String role, Content content) {}
}
