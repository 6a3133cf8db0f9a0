package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mcp.example.com/mcp",
                "ftp://mcp.example.com/mcp",
                "http://mcp.example.com/mcp",
                "http://localhost.example.com/mcp",
                "https://me:secret@mcp.example.com/mcp",
                "https://mcp.example.com/mcp#part",
                "https://mcp example.com/"
            })
    void sendsNoTokenWhereItCouldBeRead(String url) {
        assertThatThrownBy(() -> Endpoint.of(url)).isInstanceOf(LoginException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://MCP.Example.com/Mcp, https://mcp.example.com/Mcp",
        "https://mcp.example.com/, https://mcp.example.com",
        "http://localhost:8080/mcp, http://localhost:8080/mcp"
    })
    void isTheSameHoweverItIsTyped(String typed, String same) throws LoginException {
        assertThat(Endpoint.of(typed)).isEqualTo(Endpoint.of(same));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a/mcp, https://h/a/mcp, true",
        "https://h/a/mcp, https://H/a/mcp, true",
        "https://h/a/mcp, https://h/a, true",
        "https://h/a/mcp, https://h/a/, true",
        "https://h/a/mcp, https://h, true",
        "https://h/a/mcp, https://h/, true",
        "https://h/a/mcp, https://h/A/mcp, false",
        "https://h/a/mcp, https://h/a/mc, false",
        "https://h/a/mcp, https://h/a/mcp/b, false",
        "https://h/a/mcp, https://h:444/a/mcp, false",
        "https://h/a/mcp, https://h.evil.example/a/mcp, false",
        "https://h/a/mcp, https://h/a/mcp?x, false",
        "https://h/a/mcp?x, https://h/a/mcp?x, true"
    })
    void isCoveredByWhatIsAtOrAboveItsOwnPath(String url, String resource, boolean covered) throws LoginException {
        assertThat(Endpoint.of(url).isCoveredBy(resource)).isEqualTo(covered);
    }
}
