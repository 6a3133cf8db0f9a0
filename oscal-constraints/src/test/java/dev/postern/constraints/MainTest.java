package dev.postern.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The program as a process.
class MainTest {

    @Test
    void answersUntilItsInputEnds() throws IOException, InterruptedException {
        Process process = start("300");
        DataOutputStream out = new DataOutputStream(process.getOutputStream());
        DataInputStream in = new DataInputStream(process.getInputStream());

        for (int round = 0; round < 2; round++) {
            ask(out, "catalog", TestDocuments.catalog());
            assertThat(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8))
                    .isEqualTo("{\"findings\":[],\"skipped\":[]}");
        }
        out.close();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(in.readAllBytes()).isEmpty();
    }

    @Test
    void endsWhenNobodyAsks() throws IOException, InterruptedException {
        assertThat(start("1").waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void endsAtLengthsThatNobodySends() throws IOException, InterruptedException {
        Process process = start("300");
        DataOutputStream out = new DataOutputStream(process.getOutputStream());

        out.writeInt(Integer.MAX_VALUE);
        out.flush();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static Process start(String idle) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        idle)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void ask(DataOutputStream out, String... texts) throws IOException {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
    }
}
