package dev.postern.oscal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.postern.oscal");

    @Test
    void everyPackageHasARow() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            packages.add(packageOf(javaClass));
        }

        assertThat(MAY_USE.keySet()).containsAll(packages);
    }

    @Test
    void packagesUseOnlyWhatTheirRowAllows() {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            String from = packageOf(javaClass);
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                if (!isOurs(dependency.getTargetClass())) {
                    continue;
                }
                String to = packageOf(dependency.getTargetClass());
                if (!from.equals(to) && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    forbidden.add(from + " uses " + to + ": " + dependency.getDescription());
                }
            }
        }

        assertThat(forbidden).isEmpty();
    }

    @Test
    void librariesStayInTheirHomes() {
        Set<String> strays = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                LIBRARY_HOMES.forEach((library, homes) -> {
                    if ((target.equals(library) || target.startsWith(library + "."))
                            && !homes.contains(packageOf(javaClass))) {
                        strays.add(packageOf(javaClass) + " uses " + library);
                    }
                });
            }
        }

        assertThat(strays).isEmpty();
    }

    private static boolean isOurs(JavaClass javaClass) {
        return javaClass.getPackageName().startsWith("dev.postern.oscal.");
    }

    private static String packageOf(JavaClass javaClass) {
        String[] parts = javaClass.getPackageName().split("\\.", -1);
        return parts.length > 3 ? parts[3] : "";
    }
}
