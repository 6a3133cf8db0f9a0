package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LibraryAddCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void saysWhatToFetchByHandWhereNothingCameThatWasExpected() throws IOException {
        HttpServer mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'{', '}'});
            exchange.close();
        });
        mirror.start();
        String url = "http://127.0.0.1:" + mirror.getAddress().getPort();

        int code = run("nist-800-53", "--library", folder.toString(), "--from", url, "--insecure-http");
        mirror.stop(0);

        assertThat(code).isOne();
        assertThat(out.toString()).contains("MISSING  NIST_SP-800-53_rev5_catalog.json: What came is not");
        assertThat(err.toString())
                .contains(folder.resolve("nist-800-53").toString())
                .contains(url + "/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_HIGH-baseline_profile.json")
                .contains("sha256 ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void takesNoMirrorWithoutTls() {
        assertThat(run("nist-800-53", "--library", folder.toString(), "--from", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--insecure-http");
    }

    @Test
    void tellsTheNamesThereAre() {
        assertThat(run("nist-900")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no nist-900. There is: nist-800-53, nist-800-53-rev4.");
    }

    private int run(String... arguments) {
        CommandLine command = new CommandLine(new LibraryAddCommand());
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }
}
