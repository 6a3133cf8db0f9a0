package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares arguments with what is taken. Nothing unknown is ignored: it was meant for something.
record ArgumentCheck(List<Parameter> parameters) {
    ArgumentCheck {
        parameters = List.copyOf(parameters);
    }

    List<String> faults(ObjectNode arguments) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Node> argument : arguments.members().entrySet()) {
            Optional<Parameter> parameter = parameter(argument.getKey());
            if (parameter.isEmpty()) {
                faults.add(unknown(argument.getKey(), arguments));
            } else {
                parameter.get().fault(argument.getValue()).ifPresent(faults::add);
            }
        }
        for (Parameter parameter : parameters) {
            if (parameter.required() && !arguments.has(parameter.name())) {
                faults.add("Argument " + parameter.name() + " is missing: " + parameter.description());
            }
        }
        return faults;
    }

    private Optional<Parameter> parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    private String unknown(String name, ObjectNode arguments) {
        List<String> free = parameters.stream()
                .map(Parameter::name)
                .filter(known -> !arguments.has(known))
                .toList();
        String advice = Suggestion.of(name, free)
                .map(near -> "did you mean " + near + "?")
                .orElse(
                        parameters.isEmpty()
                                ? "there are none."
                                : "there are "
                                        + String.join(
                                                ", ",
                                                parameters.stream()
                                                        .map(Parameter::name)
                                                        .toList())
                                        + ".");
        return "Unknown argument " + RpcError.shortened(name) + ": " + advice;
    }
}
