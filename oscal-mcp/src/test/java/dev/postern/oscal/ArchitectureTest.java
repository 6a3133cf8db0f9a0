package dev.postern.oscal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.packages.PackageTable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Holds the second table of `docs/architecture.md`: which package may use which, and which library lives where.
class ArchitectureTest {
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("tree", Set.of()),
            Map.entry("mcp", Set.of("tree")),
            Map.entry("transport", Set.of("tree", "mcp")),
            Map.entry("document", Set.of("tree")),
            Map.entry("schema", Set.of("tree", "document")),
            Map.entry("library", Set.of("tree", "document")),
            Map.entry("search", Set.of("tree", "document", "library")),
            Map.entry("references", Set.of("tree", "document", "library")),
            Map.entry("profile", Set.of("tree", "document", "library")),
            Map.entry("coverage", Set.of("tree", "document", "library")),
            Map.entry("aliases", Set.of("tree", "mcp", "document", "schema", "library")),
            Map.entry("changes", Set.of("tree", "document", "library")),
            Map.entry("constraints", Set.of("tree", "document")),
            Map.entry("download", Set.of()),
            Map.entry(
                    "tools",
                    Set.of(
                            "tree",
                            "mcp",
                            "document",
                            "schema",
                            "library",
                            "search",
                            "references",
                            "profile",
                            "coverage",
                            "changes",
                            "constraints")),
            Map.entry(
                    "cli",
                    Set.of(
                            "tree",
                            "mcp",
                            "transport",
                            "document",
                            "schema",
                            "library",
                            "search",
                            "references",
                            "coverage",
                            "changes",
                            "constraints",
                            "aliases",
                            "download",
                            "tools")));

    /// A library's root package, and the packages of ours that may use it.
    private static final Map<String, Set<String>> LIBRARY_HOMES = Map.ofEntries(
            Map.entry("io.undertow", Set.of("transport")),
            Map.entry("org.xnio", Set.of("transport")),
            Map.entry("com.fasterxml.jackson", Set.of("tree")),
            Map.entry("org.snakeyaml", Set.of("document")),
            Map.entry("javax.xml", Set.of("document")),
            Map.entry("org.apache.lucene", Set.of("search")),
            Map.entry("picocli", Set.of("cli")),
            Map.entry("gov.nist", Set.of()),
            Map.entry("dev.metaschema", Set.of()));

    private static final PackageTable TABLE = new PackageTable("dev.postern.oscal");

    @Test
    void everyPackageHasARow() {
        assertThat(MAY_USE.keySet()).containsAll(TABLE.packages());
    }

    @Test
    void packagesUseOnlyWhatTheirRowAllows() {
        assertThat(TABLE.forbidden(MAY_USE)).isEmpty();
    }

    @Test
    void librariesStayInTheirHomes() {
        assertThat(TABLE.strays(LIBRARY_HOMES)).isEmpty();
    }
}
