package dev.postern.rate;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A connection to a Redis or Valkey server: one command, one answer, in the second version of its protocol (RESP).
final class RespConnection implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;
    private static final List<String> FROM_SCRIPTS = List.of("OOM", "READONLY", "MASTERDOWN", "MISCONF", "NOPERM");
    private static final int MOST_ELEMENTS = 100_000;

    private final Socket socket;
    private final InputStream in;

    RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// Lets no read wait longer than this from now on.
    void waitFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /// Sends a command and gives the answer's numbers: one, or all of a list. A text counts as 0.
    ///
    /// @throws StoreRefusalException where the answer is an error
    List<Long> send(List<byte[]> command) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(ascii("*" + command.size() + "\r\n"));
        for (byte[] word : command) {
            out.writeBytes(ascii("$" + word.length + "\r\n"));
            out.writeBytes(word);
            out.writeBytes(ascii("\r\n"));
        }
        socket.getOutputStream().write(out.toByteArray());
        List<Long> numbers = new ArrayList<>();
        read(numbers);
        return numbers;
    }

    private void read(List<Long> numbers) throws IOException {
        int type = in.read();
        if (type < 0) {
            throw new EOFException("it closes the connection");
        }
        String line = line();
        switch (type) {
            case ':' -> numbers.add(number(line));
            case '+' -> numbers.add(0L);
            case '-' -> throw new StoreRefusalException(code(line));
            case '*' -> readList(number(line), numbers);
            default -> throw new IOException("its answer is not understood");
        }
    }

    private void readList(long count, List<Long> numbers) throws IOException {
        if (count > MOST_ELEMENTS) {
            throw new IOException("its answer is not understood");
        }
        for (long i = 0; i < count; i++) {
            if (in.read() != ':') {
                throw new IOException("its answer is not understood");
            }
            numbers.add(number(line()));
        }
    }

    private static long number(String line) throws IOException {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException _) {
            throw new IOException("its answer is not understood");
        }
    }

    /// What kind of error it is, by its first word; what comes after may repeat what was sent. Redis 6 wraps what a
    /// script meets.
    private static String code(String line) {
        for (String known : FROM_SCRIPTS) {
            if (line.startsWith("ERR ") && line.contains(known)) {
                return known;
            }
        }
        int end = line.indexOf(' ');
        String word = end < 0 ? line : line.substring(0, end);
        return word.matches("[A-Z]{2,20}") ? word : "with an error";
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0 || line.length() == LONGEST_LINE) {
                throw new EOFException("its answer breaks off");
            }
            line.append((char) c);
        }
        if (in.read() != '\n') {
            throw new IOException("its answer is not understood");
        }
        return line.toString();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed all the same.
        }
    }
}
