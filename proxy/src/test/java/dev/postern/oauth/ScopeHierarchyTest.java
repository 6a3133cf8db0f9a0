package dev.postern.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was granted with something broader.
class ScopeHierarchyTest {
    private static final ScopeHierarchy HIERARCHY = new ScopeHierarchy(
            Map.of("admin", Set.of("write", "audit"), "write", Set.of("read"), "audit", Set.of("log")));

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "read, read",
        "write, read",
        "admin, read",
        "admin, write",
        "admin, log",
        "admin, read write audit log",
        "write log, read log",
        "audit write, log read"
    })
    void aBroaderScopeSatisfiesWhatItImplies(String granted, String needed) {
        assertThat(HIERARCHY.satisfies(Scopes.parse(granted), Scopes.parse(needed)))
                .isTrue();
        assertThat(HIERARCHY.missing(Scopes.parse(granted), Scopes.parse(needed)))
                .isEqualTo(Scopes.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'', read, read",
        "read, write, write",
        "read, admin, admin",
        "write, log, log",
        "write, read log audit, log audit",
        "writer, read, read",
        "Admin, read, read",
        "other, other2, other2"
    })
    void aNarrowerScopeSatisfiesNothingBroader(String granted, String needed, String missing) {
        assertThat(HIERARCHY.satisfies(Scopes.parse(granted), Scopes.parse(needed)))
                .isFalse();
        assertThat(HIERARCHY.missing(Scopes.parse(granted), Scopes.parse(needed)))
                .isEqualTo(Scopes.parse(missing));
    }

    @Test
    void withoutOneEveryScopeStandsForItself() {
        assertThat(ScopeHierarchy.NONE.satisfies(Scopes.parse("admin"), Scopes.parse("read")))
                .isFalse();
    }

    @Test
    void aCircleDoesNotHangIt() {
        ScopeHierarchy circle = new ScopeHierarchy(Map.of("a", Set.of("b"), "b", Set.of("a")));

        for (String scope : List.of("a", "b")) {
            assertThat(circle.satisfies(Scopes.parse(scope), Scopes.parse("a b")))
                    .isTrue();
        }
    }
}
