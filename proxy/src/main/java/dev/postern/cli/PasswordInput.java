package dev.postern.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lines that nobody shall see: typed without an echo where somebody types, else read from standard input.
final class PasswordInput {
    private static final int MAX_BYTES = 8 * 1024;

    private final InputStream stdin;
    private final PrintStream prompts;
    private final @Nullable Console console;
    private final boolean echoes;

    private PasswordInput(InputStream stdin, PrintStream prompts, @Nullable Console console, boolean echoes) {
        this.stdin = stdin;
        this.prompts = prompts;
        this.console = console;
        this.echoes = echoes;
    }

    /// The terminal where there is one. The JDK knows it only where the answer goes to it too, `stty` also where that
    /// goes into a file.
    static PasswordInput of(Terminal terminal) {
        if (!terminal.in().equals(System.in)) {
            return new PasswordInput(terminal.in(), terminal.err(), null, false);
        }
        @Nullable
        Console console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElse(null);
        return new PasswordInput(terminal.in(), terminal.err(), console, console == null && stty("-g"));
    }

    /// Whether a person types, and may mistype.
    boolean isTyped() {
        return console != null || echoes;
    }

    /// The next line.
    String read(String prompt) throws IOException {
        if (console != null) {
            prompts.print(prompt);
            prompts.flush();
            char[] typed = console.readPassword();
            return typed == null ? "" : new String(typed);
        }
        return echoes ? readWithoutEcho(prompt) : line();
    }

    private String readWithoutEcho(String prompt) throws IOException {
        Thread restore = new Thread(() -> stty("echo"), "echo");
        Runtime.getRuntime().addShutdownHook(restore);
        prompts.print(prompt);
        prompts.flush();
        stty("-echo");
        try {
            return line();
        } finally {
            stty("echo");
            prompts.println();
            Runtime.getRuntime().removeShutdownHook(restore);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = stdin.read(); next >= 0 && next != '\n'; next = stdin.read()) {
            bytes.write(next);
            if (bytes.size() > MAX_BYTES) {
                throw new IOException("it is longer than " + MAX_BYTES + " bytes");
            }
        }
        try {
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }

    /// Whether it did what it was told; it does nothing where standard input is no terminal.
    private static boolean stty(String how) {
        try {
            return new ProcessBuilder("stty", how)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
