package dev.postern.oscal.tools;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.mcp.Content;
import dev.postern.oscal.mcp.Prompt;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A prompt that says which tools to use for a task, and in which order. `{name}` in its text is the argument's value.
public record Guide(
        String name, String title, String description, List<Prompt.Argument> arguments, String text, Library library)
        implements Prompt {
    public Guide {
        arguments = List.copyOf(arguments);
    }

    /// Those that the server has.
    public static List<Prompt> all(Library library) {
        Prompt.Argument ssp =
                new Prompt.Argument("ssp", "The system security plan: its URI or title in the library.", true);
        Prompt.Argument baseline = new Prompt.Argument("baseline", "The profile to compare with.", true);
        Prompt.Argument control = new Prompt.Argument("control", "The control, e.g. AC-2(3).", true);
        return List.of(
                new Guide(
                        "review-ssp",
                        "Review a system security plan",
                        "Judges an SSP: its form, its references, and what it leaves unanswered.",
                        List.of(ssp),
                        """
                        Review the system security plan "{ssp}".
                        1. validate it with level all, and check_references.
                        2. ssp_coverage tells which controls of its baseline are missing, planned or answered by halves.
                        3. For each gap read the control with get_control before you judge it.
                        Report errors first, then gaps by family, then what would be the next three steps. Name ids as the \
                        documents do; invent none.""",
                        library),
                new Guide(
                        "close-gaps",
                        "Close the gaps of a plan",
                        "Finds controls of a baseline that a plan does not answer, and components that could.",
                        List.of(ssp, baseline),
                        """
                        Compare "{ssp}" with the baseline "{baseline}" by ssp_coverage. For each control that is missing, look \
                        with component_coverage whether a component definition of the library answers it, and read the \
                        control with get_control. Propose for each gap one implementation statement that says who does what, \
                        where, and how one would see it; say where you had to assume something.""",
                        library),
                new Guide(
                        "explain-control",
                        "Explain a control",
                        "Says in plain words what a control asks for.",
                        List.of(control),
                        """
                        Explain the control {control}: read it with get_control (parts statement, guidance, objectives). Say in \
                        plain words what it asks for, what its open parameters mean, what evidence an assessor would look \
                        at, and how its enhancements differ. Quote its words where they matter.""",
                        library));
    }

    @Override
    public List<PromptMessage> messages(Map<String, String> given) {
        String filled = text;
        for (Prompt.Argument argument : arguments) {
            filled = filled.replace("{" + argument.name() + "}", given.getOrDefault(argument.name(), ""));
        }
        return List.of(new PromptMessage("user", Content.text(filled)));
    }

    @Override
    public List<String> complete(String argument, String begun) {
        String start = begun.toLowerCase(Locale.ROOT);
        List<String> values = switch (argument) {
            case "ssp" -> titles(Model.SYSTEM_SECURITY_PLAN);
            case "baseline" -> titles(Model.PROFILE);
            case "control" ->
                Documents.originals(library.shelf().of(Model.CATALOG)).stream()
                        .flatMap(holding -> holding.catalog().stream())
                        .flatMap(catalog -> catalog.controls().stream())
                        .map(Control::label)
                        .distinct()
                        .toList();
            default -> List.of();
        };
        return values.stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
    }

    private List<String> titles(Model model) {
        return library.shelf().of(model).stream().map(Holding::title).toList();
    }
}
