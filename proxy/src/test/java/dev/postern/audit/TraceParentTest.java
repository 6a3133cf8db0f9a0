package dev.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void readsATraceItsCallerAndWhetherItIsSampled() {
        assertThat(TraceParent.read("00-" + TRACE + "-" + PARENT + "-01"))
                .contains(new TraceParent(TRACE, PARENT, true));
        assertThat(TraceParent.read("00-" + TRACE + "-" + PARENT + "-02"))
                .contains(new TraceParent(TRACE, PARENT, false));
    }

    @Test
    void readsALaterVersionThatGoesOn() {
        assertThat(TraceParent.read("cc-" + TRACE + "-" + PARENT + "-01-what-else"))
                .contains(new TraceParent(TRACE, PARENT, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "cc-" + TRACE + "-" + PARENT + "-01.more",
                "00-" + TRACE + "-" + PARENT + "-1",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
                "00-" + TRACE + "_" + PARENT + "-01",
                "0g-" + TRACE + "-" + PARENT + "-01",
                " 00-" + TRACE + "-" + PARENT + "-01"
            })
    void takesNothingElseForATrace(String value) {
        assertThat(TraceParent.read(value)).isEmpty();
    }
}
