package dev.postern.oscal.tools;

import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Baselines;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.References;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The documents that calls speak of: in their arguments, or in the library.
public final class Documents {
    /// As much as a message may hold.
    static final int MOST_CHARACTERS = 16_000_000;

    static final Kind DOCUMENT = new Kind.Members(
            List.of(
                    Parameter.optional(
                            "content", "The document itself, in JSON, YAML or XML.", new Kind.Text(MOST_CHARACTERS)),
                    Parameter.optional(
                            "uri",
                            "A document of the library, as list_library names it: its oscal:// URI, file name, title or uuid.",
                            new Kind.Text(500))),
            true);

    private static final List<Model> ALL = List.of(Model.values());
    private static final List<Model> BASELINES = List.of(Model.PROFILE, Model.CATALOG);

    private final Library library;
    private final DocumentReader reader;

    public Documents(Library library, DocumentReader reader) {
        this.library = library;
        this.reader = reader;
    }

    Library library() {
        return library;
    }

    /// The library, after its first reading. Who waits is told how far that is.
    Shelf shelf(Call call) {
        return library.shelf(
                progress -> call.progress(progress.done(), progress.total(), "The library is being read."));
    }

    /// What a document argument says, readable or not.
    Lookup<DocumentReader.Opening> open(Arguments arguments, String name, Call call) {
        ObjectNode given = arguments.object(name).orElse(ObjectNode.EMPTY);
        Optional<String> content = given.text("content");
        if (content.isPresent()) {
            return new Lookup.Found<>(reader.open(content.get()));
        }
        return switch (find(given.text("uri").orElse(""), ALL, "document", call)) {
            case Lookup.Missing<Holding>(String reason) -> new Lookup.Missing<>(reason);
            case Lookup.Found<Holding>(Holding holding) ->
                new Lookup.Found<>(new DocumentReader.Opening.Opened(holding.document()));
        };
    }

    /// A document argument that can be read.
    Lookup<OscalDocument> document(Arguments arguments, String name, Call call) {
        return switch (open(arguments, name, call)) {
            case Lookup.Missing<DocumentReader.Opening>(String reason) -> new Lookup.Missing<>(reason);
            case Lookup.Found<DocumentReader.Opening>(DocumentReader.Opening.Opened(OscalDocument document)) ->
                new Lookup.Found<>(document);
            case Lookup.Found<DocumentReader.Opening>(DocumentReader.Opening.NoDocument(var _, var findings)) ->
                new Lookup.Missing<>("The document cannot be read: " + sentence(findings.getLast()));
        };
    }

    private static String sentence(Finding finding) {
        return finding.message() + (finding.line() > 0 ? " (line " + finding.line() + ")" : "") + " " + finding.hint();
    }

    /// The catalog that is named, or the one with most controls that is no resolved profile.
    Lookup<Holding> catalog(Optional<String> reference, Call call) {
        if (reference.isPresent()) {
            return find(reference.get(), List.of(Model.CATALOG), "catalog", call);
        }
        return largest(shelf(call).of(Model.CATALOG))
                .<Lookup<Holding>>map(Lookup.Found::new)
                .orElseGet(() -> new Lookup.Missing<>("The library has no catalog."));
    }

    /// The original with most controls, the first of them.
    static Optional<Holding> largest(List<Holding> catalogs) {
        return originals(catalogs).stream().reduce((one, other) -> other.controls() > one.controls() ? other : one);
    }

    /// Those that profiles were not resolved to, each once whatever its formats; all, where there are no others.
    static List<Holding> originals(List<Holding> catalogs) {
        Map<String, Holding> originals = new LinkedHashMap<>();
        for (Holding catalog : catalogs) {
            if (!catalog.isResolvedProfile()) {
                originals.putIfAbsent(catalog.title() + "\n" + catalog.version().orElse(""), catalog);
            }
        }
        return originals.isEmpty() ? catalogs : List.copyOf(originals.values());
    }

    Lookup<Baseline> baseline(String reference, Call call) {
        return switch (find(reference, BASELINES, "profile or catalog", call)) {
            case Lookup.Missing<Holding>(String reason) -> new Lookup.Missing<>(reason);
            case Lookup.Found<Holding>(Holding holding) ->
                new Lookup.Found<>(new Baselines(library.shelf()).of(holding));
        };
    }

    /// What a profile or catalog selects that was found or given.
    Baseline baseline(OscalDocument document, Call call) {
        return new Baselines(shelf(call)).of(Holding.given(document, reader));
    }

    /// The baseline that is named, or else the one that a document imports.
    ///
    /// @param href what the document imports
    Lookup<Baseline> baseline(Optional<String> reference, OscalDocument from, String href, Call call) {
        if (reference.isPresent()) {
            return baseline(reference.get(), call);
        }
        Shelf shelf = shelf(call);
        return new References(shelf)
                .resolve(from, href, BASELINES)
                .<Lookup<Baseline>>map(holding -> new Lookup.Found<>(new Baselines(shelf).of(holding)))
                .orElseGet(() -> new Lookup.Missing<>("The document imports \"" + href
                        + "\", which the library does not have: name a profile or catalog of it as baseline."
                        + known(BASELINES)));
    }

    /// All documents of an argument that is a list of them; without the argument, all of a model that the library has.
    Lookup<List<OscalDocument>> several(Arguments arguments, String name, Model model, Call call) {
        List<OscalDocument> documents = new ArrayList<>();
        if (!arguments.node().has(name)) {
            Map<String, OscalDocument> once = new LinkedHashMap<>();
            shelf(call)
                    .of(model)
                    .forEach(holding -> once.putIfAbsent(holding.uuid().orElse(holding.uri()), holding.document()));
            documents.addAll(once.values());
        }
        for (ObjectNode given : arguments.objects(name)) {
            Arguments one =
                    new Arguments(new ObjectBuilder().put("document", given).build());
            switch (document(one, "document", call)) {
                case Lookup.Found<OscalDocument>(OscalDocument document) -> documents.add(document);
                case Lookup.Missing<OscalDocument>(String reason) -> {
                    return new Lookup.Missing<>(reason);
                }
            }
        }
        for (OscalDocument document : documents) {
            Optional<String> wrong = wrong(document, List.of(model));
            if (wrong.isPresent()) {
                return new Lookup.Missing<>(wrong.get());
            }
        }
        return new Lookup.Found<>(documents);
    }

    /// Why a document is of none of these models; empty where it is of one.
    static Optional<String> wrong(OscalDocument document, List<Model> models) {
        return models.contains(document.model())
                ? Optional.empty()
                : Optional.of("\"" + document.title() + "\" is a "
                        + document.model().root() + ". It must be a "
                        + String.join(" or ", models.stream().map(Model::root).toList()) + ".");
    }

    Lookup<Holding> find(String reference, List<Model> models, String what, Call call) {
        return switch (shelf(call).find(reference, models)) {
            case Shelf.Found.One(Holding holding) -> new Lookup.Found<>(holding);
            case Shelf.Found.Many(List<Holding> several) ->
                new Lookup.Missing<>(
                        "\"" + reference + "\" could be several: " + names(several) + ". Give the whole URI.");
            case Shelf.Found.None _ ->
                new Lookup.Missing<>("The library has no " + what + " \"" + reference + "\"." + known(models));
        };
    }

    private String known(List<Model> models) {
        List<Holding> some = library.shelf().holdings().stream()
                .filter(holding -> models.contains(holding.model()))
                .toList();
        return some.isEmpty() ? "" : " It has " + names(some) + ".";
    }

    private static String names(List<Holding> holdings) {
        List<String> uris = holdings.stream().limit(8).map(Holding::uri).toList();
        return String.join(", ", uris) + (holdings.size() > 8 ? " and " + (holdings.size() - 8) + " more" : "");
    }
}
