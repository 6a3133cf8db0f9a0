package dev.postern.cli;

import dev.postern.trail.Anchor;
import dev.postern.trail.ChainHash;
import dev.postern.trail.ChainReport;
import dev.postern.trail.ChainVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `postern audit verify`: whether files of audit records are as they were written.
final class AuditVerifyCommand implements Command {
    private static final int MOST_SHOWN = 20;

    private final Terminal terminal;

    AuditVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("verify");
        spec.usageMessage()
                .description(
                        "Follows the chain of hashes through files that were written with --audit-chain. Ends with 0"
                                + " where it holds, with 1 where it is broken, with 2 where that cannot be told.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("The files, in any order, also the older ones.")
                .build());
        spec.addOption(OptionSpec.builder("--key-file")
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .description("The key of --audit-chain-key-file, where there was one.")
                .build());
        spec.addOption(OptionSpec.builder("--anchor")
                .paramLabel("SEQ:HASH")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description(
                        "A record that must be there, as verify printed it before: so it shows when the end was cut"
                                + " off, or all was written anew.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        List<Anchor> anchors = new ArrayList<>();
        for (String text : arguments.matchedOptionValue("--anchor", List.<String>of())) {
            Optional<Anchor> anchor = Anchor.read(text);
            if (anchor.isEmpty()) {
                terminal.err()
                        .println("postern: --anchor is no SEQ:HASH; expected a number and 64 hexadecimal digits.");
                return ExitCode.USAGE;
            }
            anchors.add(anchor.get());
        }
        List<String> files = arguments.matchedPositionalValue(0, List.of());
        try {
            ChainHash hash = new ChainHash(key(arguments.matchedOptionValue("--key-file", "")));
            return print(new ChainVerifier(hash, anchors)
                    .verify(files.stream().map(Path::of).toList()));
        } catch (IOException | IllegalArgumentException e) {
            terminal.fail("A file cannot be read: " + e.getMessage() + ".", e);
            return ExitCode.USAGE;
        }
    }

    private static byte @Nullable [] key(String file) throws IOException {
        return file.isEmpty() ? null : Files.readString(Path.of(file)).strip().getBytes(StandardCharsets.UTF_8);
    }

    private int print(ChainReport report) {
        PrintStream out = terminal.out();
        for (ChainReport.Break broken :
                report.breaks().subList(0, Math.min(MOST_SHOWN, report.breaks().size()))) {
            out.println(broken);
        }
        if (report.breaks().size() > MOST_SHOWN) {
            out.println("… and " + (report.breaks().size() - MOST_SHOWN) + " more");
        }
        if (report.records() == 0) {
            terminal.err().println("postern: there is no record of a chain in these files; was --audit-chain on?");
            return ExitCode.USAGE;
        }
        if (!report.intact()) {
            out.println("broken, at " + report.breaks().size() + " of " + report.records() + " records");
            return ExitCode.FAILED;
        }
        out.println("intact: records " + report.first() + " to " + report.last().seq());
        remark(report, out);
        out.println("anchor " + report.last());
        return ExitCode.OK;
    }

    private static void remark(ChainReport report, PrintStream out) {
        if (report.first() > 1) {
            out.println("records 1 to " + (report.first() - 1) + " are in none of these files");
        }
        if (report.mended() > 0) {
            out.println(report.mended() + " times a record was cut short by a crash; the one after it says so");
        }
        if (!report.ended()) {
            out.println("the last record does not say that the log ended: it goes on, or there was a crash, or the end"
                    + " was cut off; only an anchor tells");
        }
    }
}
