package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeyTest {
    private static final String ONE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String TWO = "//////////////////////////////////////////8=";

    @Test
    void readsOneKeyOrTwoInOrder() {
        assertThat(SealingKey.parse(ONE)).isEqualTo(new Parsed.Value<>(List.of(SealingKey.of(new byte[32]))));
        assertThat(SealingKey.parse("# of May\n" + TWO + "\n\n # of April\n" + ONE + "\n"))
                .extracting(parsed ->
                        ((Parsed.Value<List<SealingKey>>) parsed).value().size())
                .isEqualTo(2);
        assertThat(SealingKey.parse(TWO.replace('/', '_'))).isEqualTo(SealingKey.parse(TWO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "secret",
                "AAAA",
                ONE + ONE,
                ONE + "\n" + ONE,
                ONE + "\n" + TWO + "\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE="
            })
    void refuses(String text) {
        assertThat(SealingKey.parse(text)).isInstanceOf(Parsed.Fault.class);
    }

    @Test
    void neverPrintsAKey() {
        assertThat(SealingKey.of(new byte[32])).hasToString("***");
    }
}
