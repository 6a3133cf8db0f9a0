package dev.postern.oscal.cli;

import dev.postern.oscal.download.Download;
import dev.postern.oscal.download.ForwardProxy;
import dev.postern.oscal.download.Publication;
import dev.postern.oscal.download.Publication.Item;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Gets what NIST publishes into the library.
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Downloads documents of NIST's into the library. Each is checked by its SHA-256.")
final class LibraryAddCommand implements Callable<Integer> {
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// The names, for the help.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Publication.names().iterator();
        }
    }

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String name = "";

    @Option(
            names = "--library",
            defaultValue = "${env:POSTERN_OSCAL_LIBRARY:-}",
            description = "The library's folder; made where it is not there. Default: postern-oscal/library in the "
                    + "user's folder for data, which the server takes by itself.")
    private String library = "";

    @Option(
            names = "--from",
            defaultValue = Publication.SOURCE,
            description = "A mirror: what the paths are below (default: ${DEFAULT-VALUE}).")
    private String from = Publication.SOURCE;

    @Option(names = "--insecure-http", description = "Let --from be http://. What is kept has its hash all the same.")
    private boolean insecureHttp;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Publication publication = Publication.named(name)
                .orElseThrow(() -> mistaken(
                        "There is no " + name + ". There is: " + String.join(", ", Publication.names()) + "."));
        if (!from.startsWith("https://") && !(insecureHttp && from.startsWith("http://"))) {
            throw mistaken("--from must begin with https://, or with http:// and --insecure-http.");
        }
        Map<String, String> environment = System.getenv();
        Path folder = (library.isBlank() ? LibraryFolder.standard(environment) : Path.of(library))
                .resolve(publication.name());
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(TO_CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
        ForwardProxy.in(environment).ifPresent(client::proxy);
        try (HttpClient open = client.build()) {
            return add(publication, new Download(open, from, PATIENCE), folder);
        }
    }

    private ParameterException mistaken(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private int add(Publication publication, Download download, Path folder) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(publication.title() + ", into " + folder);
        List<Item> missing = new ArrayList<>();
        for (Item item : publication.items()) {
            switch (download.add(item, folder)) {
                case Download.Outcome.Added(long bytes) ->
                    out.println("  added    " + item.file() + ", " + bytes + " bytes");
                case Download.Outcome.AlreadyThere _ -> out.println("  there    " + item.file());
                case Download.Outcome.Failed(String reason) -> {
                    out.println("  MISSING  " + item.file() + ": " + reason);
                    missing.add(item);
                }
            }
        }
        out.flush();
        if (missing.isEmpty()) {
            return 0;
        }
        byHand(missing, download, folder);
        return 1;
    }

    private void byHand(List<Item> missing, Download download, Path folder) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("By hand, into " + folder + " (HTTPS_PROXY names a proxy, --from a mirror):");
        missing.forEach(item -> err.println("  " + download.address(item) + "\n    sha256 " + item.sha256()));
        err.flush();
    }
}
