package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.postern.packages.PackageTable;
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

    private static final PackageTable TABLE = new PackageTable("dev.postern");

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

    @Test
    void onlyTheCommandLineReachesTheDemo() {
        assertThat(TABLE.usersOf("demo")).isSubsetOf("DemoCommand");
    }

    @Test
    void onlyItsOwnCommandsReachTheClient() {
        assertThat(TABLE.usersOf("login"))
                .isSubsetOf("ClientFlags", "LoginCommand", "TokenCommand", "CallCommand", "LogoutCommand");
    }

    @Test
    void onlyTheStoreKnowsThatItIsADatabase() {
        Set<String> strays = new TreeSet<>();
        for (JavaClass javaClass : TABLE.classes()) {
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
}
