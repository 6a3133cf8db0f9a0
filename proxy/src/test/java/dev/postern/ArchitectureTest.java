package dev.postern;

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

/// Holds the table of `docs/architecture.md`: which package may use which, and which library lives where.
class ArchitectureTest {
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("json", Set.of()),
            Map.entry("oauth", Set.of("json")),
            Map.entry("mcp", Set.of("json")),
            Map.entry("condition", Set.of("json", "oauth", "mcp")),
            Map.entry("config", Set.of("json", "oauth", "mcp", "condition")),
            Map.entry("outbound", Set.of("config")),
            Map.entry("token", Set.of("json", "oauth", "config", "outbound")),
            Map.entry("challenge", Set.of("json", "oauth", "config")),
            Map.entry("policy", Set.of("json", "oauth", "mcp", "condition", "config")),
            Map.entry("rate", Set.of("oauth", "mcp", "config", "outbound", "policy")),
            Map.entry("audit", Set.of("json", "oauth", "mcp", "token", "policy")),
            Map.entry("trail", Set.of("json", "oauth", "mcp", "config", "outbound", "audit")),
            Map.entry("relay", Set.of("config")),
            Map.entry(
                    "gateway",
                    Set.of("json", "oauth", "mcp", "config", "token", "challenge", "policy", "rate", "audit", "relay")),
            Map.entry("authserver", Set.of("json", "oauth", "config", "outbound")),
            Map.entry("ops", Set.of("config", "token", "rate", "audit")),
            Map.entry(
                    "sidecar",
                    Set.of(
                            "json",
                            "oauth",
                            "mcp",
                            "config",
                            "outbound",
                            "token",
                            "challenge",
                            "policy",
                            "rate",
                            "audit",
                            "trail",
                            "relay",
                            "gateway",
                            "authserver",
                            "ops")),
            Map.entry("demo", Set.of()),
            Map.entry("training", Set.of()),
            Map.entry("login", Set.of("json", "oauth", "mcp", "outbound")),
            Map.entry("cli", Set.of("oauth", "config", "trail", "sidecar", "demo", "training", "login")));

    /// A library's root package, and the packages of ours that may use it.
    private static final Map<String, Set<String>> LIBRARY_HOMES = Map.ofEntries(
            Map.entry("io.undertow", Set.of("gateway", "ops", "sidecar")),
            Map.entry("org.xnio", Set.of("relay", "gateway", "ops", "sidecar")),
            Map.entry("com.nimbusds", Set.of("token", "authserver")),
            Map.entry("dev.cel", Set.of("condition")),
            Map.entry("org.snakeyaml", Set.of("config")),
            Map.entry("picocli", Set.of("cli")),
            Map.entry("io.github.bucket4j", Set.of("rate")),
            Map.entry("io.micrometer", Set.of("audit", "ops")),
            Map.entry("io.prometheus", Set.of("ops")),
            Map.entry(
                    "com.fasterxml.jackson",
                    Set.of(
                            "json",
                            "config",
                            "token",
                            "challenge",
                            "audit",
                            "trail",
                            "ops",
                            "gateway",
                            "authserver",
                            "login")));

    private static final Set<String> DATABASE_LIBRARIES =
            Set.of("org.h2.", "org.postgresql.", "com.zaxxer.", "org.flywaydb.", "java.sql.", "javax.sql.");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.postern");

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

    @Test
    void onlyTheCommandLineReachesTheDemo() {
        assertThat(usersOf("demo")).isSubsetOf("DemoCommand");
    }

    @Test
    void onlyItsOwnCommandsReachTheClient() {
        assertThat(usersOf("login"))
                .isSubsetOf("ClientFlags", "LoginCommand", "TokenCommand", "CallCommand", "LogoutCommand");
    }

    private static Set<String> usersOf(String aside) {
        Set<String> users = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (isOurs(target)
                        && packageOf(target).equals(aside)
                        && !packageOf(javaClass).equals(aside)) {
                    users.add(javaClass.getSimpleName());
                }
            }
        }
        return users;
    }

    @Test
    void onlyTheStoreKnowsThatItIsADatabase() {
        Set<String> strays = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName() + ".";
                boolean isDatabase = DATABASE_LIBRARIES.stream().anyMatch(target::startsWith);
                if (isDatabase && !javaClass.getPackageName().equals("dev.postern.authserver.store.sql")) {
                    strays.add(javaClass.getSimpleName() + " uses " + target);
                }
            }
        }

        assertThat(strays).isEmpty();
    }

    private static boolean isOurs(JavaClass javaClass) {
        return javaClass.getPackageName().startsWith("dev.postern.");
    }

    private static String packageOf(JavaClass javaClass) {
        String[] parts = javaClass.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
