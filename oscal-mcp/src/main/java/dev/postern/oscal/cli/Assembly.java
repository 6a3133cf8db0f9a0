package dev.postern.oscal.cli;

import dev.postern.oscal.aliases.About;
import dev.postern.oscal.aliases.GetOscalSchema;
import dev.postern.oscal.aliases.ListOscalModels;
import dev.postern.oscal.aliases.TextSearchOscal;
import dev.postern.oscal.aliases.ValidateOscalContent;
import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.library.Folder;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Samples;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Prompts;
import dev.postern.oscal.mcp.Resources;
import dev.postern.oscal.mcp.Tools;
import dev.postern.oscal.references.ReferenceCheck;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.schema.SchemaCheck;
import dev.postern.oscal.schema.SchemaOrder;
import dev.postern.oscal.tools.CheckReferences;
import dev.postern.oscal.tools.Compare;
import dev.postern.oscal.tools.ComponentsCoverage;
import dev.postern.oscal.tools.ConstraintTier;
import dev.postern.oscal.tools.Convert;
import dev.postern.oscal.tools.Documents;
import dev.postern.oscal.tools.ExplainModel;
import dev.postern.oscal.tools.GetControl;
import dev.postern.oscal.tools.Guide;
import dev.postern.oscal.tools.LibraryResources;
import dev.postern.oscal.tools.ListControls;
import dev.postern.oscal.tools.ListLibrary;
import dev.postern.oscal.tools.Outline;
import dev.postern.oscal.tools.PoamSummary;
import dev.postern.oscal.tools.ReferenceTier;
import dev.postern.oscal.tools.ResolveProfile;
import dev.postern.oscal.tools.SchemaResources;
import dev.postern.oscal.tools.SchemaTier;
import dev.postern.oscal.tools.SearchControls;
import dev.postern.oscal.tools.SspCoverage;
import dev.postern.oscal.tools.Validate;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Once;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Every object built once, by constructors, in reading order.
final class Assembly implements AutoCloseable {
    private static final String INSTRUCTIONS = """
        Works on OSCAL documents: a library (list_library) and documents given in calls. Find controls with \
        search_controls or list_controls, read one with get_control, look into a document with get_document_outline, \
        judge one with validate; resolve_profile tells what a baseline selects. Ids of controls may be written as people do: AC-2(3). Nothing is changed, and nothing \
        outside the library is read.\
        """;

    private final Library library;
    private final ConstraintCheck constraints;
    private final McpServer server;
    private final String place;

    /// @param folder of the library; without it our own samples are there
    Assembly(Optional<Path> folder, ConstraintCheck constraints) {
        this.constraints = constraints;
        place = folder.map(Path::toString).orElse("our own samples (--library names a folder)");
        DocumentReader reader = new DocumentReader(Limits.DOCUMENT);
        library = new Library(folder.<Library.Shelves>map(Folder::new).orElseGet(Samples::new), reader);
        Documents documents = new Documents(library, reader);
        Once<OscalSchema> model = new Once<>(OscalSchema::bundled);
        Once<SchemaCheck> schema = new Once<>(() -> new SchemaCheck(model.get()));
        Once<SchemaOrder> order = new Once<>(() -> new SchemaOrder(model.get()));
        ReferenceCheck references = new ReferenceCheck();
        SearchControls search = new SearchControls(documents);
        Validate validate = new Validate(
                documents,
                List.of(
                        new SchemaTier(schema),
                        new ReferenceTier(documents, references),
                        new ConstraintTier(constraints)));
        Tools tools = new Tools(List.of(
                new ListLibrary(documents),
                new ListControls(documents),
                new GetControl(documents),
                search,
                new Outline(documents),
                validate,
                new CheckReferences(documents, references),
                new ResolveProfile(documents, order),
                new Convert(documents, order),
                new SspCoverage(documents),
                new ComponentsCoverage(documents),
                new PoamSummary(documents, Clock.systemUTC()),
                new Compare(documents),
                new ExplainModel(model),
                new About(Version.number(), model),
                new ListOscalModels(),
                new GetOscalSchema(model),
                new ValidateOscalContent(validate),
                new TextSearchOscal(search, library)));
        McpServer.Identity identity =
                new McpServer.Identity("postern-oscal", "Postern OSCAL", Version.number(), INSTRUCTIONS);
        Resources resources = Resources.of(List.of(new LibraryResources(library), new SchemaResources(model)));
        server = new McpServer(identity, tools, resources, new Prompts(Guide.all(library)));
    }

    McpServer start() {
        library.start();
        return server;
    }

    String greeting() {
        return "library: " + place;
    }

    @Override
    public void close() {
        library.close();
        constraints.close();
    }
}
