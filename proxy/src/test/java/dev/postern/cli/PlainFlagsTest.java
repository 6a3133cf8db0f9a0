package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Option;
import dev.postern.config.OptionKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class PlainFlagsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--listen :1",
                "--listen=:1",
                "--upstream http://127.0.0.1:1/mcp?a=b --auth-required-scopes a,b",
                "--auth-required-scopes a --auth-required-scopes=b,c",
                "--listen :1 --listen :2",
                "--insecure-no-auth --upstream http://127.0.0.1:1/mcp",
                "--insecure-no-auth --insecure-no-auth",
                "--auth-claims=client=azp"
            })
    void readsWhatPicocliReads(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));

        assertThat(PlainFlags.of(words)).contains(byPicocli(words));
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void readsEveryFlagThereIs(Option option) {
        boolean isSwitch = option.kind() == OptionKind.SWITCH;
        List<String> words = isSwitch ? List.of(option.flag()) : List.of(option.flag(), option.example());

        if (option.kind() == OptionKind.SECRET) {
            assertThat(PlainFlags.of(words)).isEmpty();
        } else {
            assertThat(PlainFlags.of(words)).contains(byPicocli(words));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--listen :1 --help",
                "-h",
                "--version",
                "demo",
                "config show",
                "--listen",
                "--listen --upstream http://127.0.0.1:1/",
                "--listen=",
                "--listen=-",
                "--lis :1",
                "--LISTEN :1",
                "--insecure-no-auth=false",
                "--insecure-no-auth false",
                "--listen :1 more",
                "-- --listen :1",
                "listen=:1"
            })
    void leavesTheRestToPicocli(String line) {
        assertThat(PlainFlags.of(List.of(line.split(" ", -1)))).isEmpty();
    }

    @Test
    void leavesAnEmptyValueToPicocli() {
        assertThat(PlainFlags.of(List.of("--listen", ""))).isEmpty();
    }

    private static Map<Option, List<String>> byPicocli(List<String> words) {
        CommandSpec spec = CommandSpec.create();
        OptionFlags.addTo(spec);
        CommandLine commandLine = new CommandLine(spec).setOverwrittenOptionsAllowed(true);
        return OptionFlags.given(commandLine.parseArgs(words.toArray(String[]::new)));
    }
}
