package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownVariablesTest {
    @Test
    void refusesAMisspeltDemand() {
        assertThat(UnknownVariables.problems(List.of("OSCAL_AUTH_REQUIRED_SCOPE")))
                .containsExactly("The variable OSCAL_AUTH_REQUIRED_SCOPE is no option; "
                        + "did you mean OSCAL_AUTH_REQUIRED_SCOPES?");
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void knowsEveryVariableOfEveryOption(Option option) {
        assertThat(UnknownVariables.problems(option.environmentNames())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSTERN_SERVICE_HOST",
                "POSTERN_AUTH_SERVICE_PORT_HTTP",
                "POSTERN_AUTH_PORT",
                "POSTERN_AUTH_PORT_8080_TCP_ADDR",
                "POSTERN_HOME",
                "OSCAL_DOCUMENTS_DIR"
            })
    void leavesAloneWhatIsNotMeantForUs(String name) {
        assertThat(UnknownVariables.problems(List.of(name))).isEmpty();
    }
}
