package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.authserver.provider.LocalProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class HashPasswordCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"correct horse", "pässword", "' spaces count '"})
    void printsALineByWhichTheUserCanLogIn(String password) {
        int code = run("alice", password + "\r\nnot this line\n");

        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        LocalProvider users = new LocalProvider(lines, new SecureRandom());
        assertThat(users.check("alice", password)).isPresent();
        assertThat(users.check("alice", password + "x")).isEmpty();
    }

    @Test
    void neverMakesTheSameLineTwice() {
        run("alice", "correct horse");
        run("alice", "correct horse");

        assertThat(out.toString(StandardCharsets.UTF_8).lines().distinct()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"alice, '', A password has", "al:ice, correct horse, A name has", "'', correct horse, A name has"})
    void saysWhatNobodyCouldLogInWith(String name, String password, String sentence) {
        assertThat(run(name, password)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(sentence);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int run(String name, String typed) {
        Terminal terminal = new Terminal(
                Map.of(),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        HashPasswordCommand command = new HashPasswordCommand(terminal);
        return command.run(new CommandLine(command.spec()).parseArgs(name));
    }
}
