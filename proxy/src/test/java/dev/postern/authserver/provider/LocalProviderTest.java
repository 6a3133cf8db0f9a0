package dev.postern.authserver.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalProviderTest {
    /// Of `correct horse`, at a cost that tests can bear.
    private static final String HASH =
            "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$rAjuexKlLdAHLvqk7TeeiWZjW4OPoRGwldJXdHbTuKI";

    private static LocalProvider of(String... lines) {
        return new LocalProvider(List.of(lines), new SecureRandom());
    }

    @Test
    void knowsAUsersGroups() {
        LocalProvider users = of("alice:" + HASH + ":auditors,admins", "bob:" + HASH);

        assertThat(users.find("alice").orElseThrow().claims().strings("groups"))
                .contains(List.of("auditors", "admins"));
        assertThat(users.check("alice", "correct horse")).isEqualTo(users.find("alice"));
        assertThat(users.find("bob").orElseThrow().claims().has("groups")).isFalse();
        assertThat(users.find("carol")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "alice:secret",
                ":" + HASH,
                "alice:" + HASH + ":",
                "alice:" + HASH + ":a,,b",
                "alice:" + HASH + ":a:b",
                "alice:" + HASH + ":a b",
                "bob:" + HASH
            })
    void namesTheLineThatIsNoNewUser(String line) {
        assertThatThrownBy(() -> of("# team", "bob:" + HASH, line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 3")
                .hasMessageNotContaining(HASH);
    }
}
