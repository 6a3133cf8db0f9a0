package dev.postern.oscal.cli;

import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.constraints.WorkerCommand;
import dev.postern.oscal.document.DocumentReader;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Samples;
import dev.postern.oscal.tree.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Has our own samples judged by the constraints, for a process that notes down what it needed.
@Command(name = "train-constraints", hidden = true, description = "Practises a start of the constraints, and ends.")
final class TrainConstraintsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Parameters(description = "The jar that judges.")
    private Path jar = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        ConstraintCheck check = new ConstraintCheck(Optional.of(WorkerCommand.training(jar)), PATIENCE);
        try (Library library = new Library(new Samples(), new DocumentReader(Limits.DOCUMENT))) {
            library.start();
            for (Holding holding : library.shelf().holdings()) {
                check.check(holding.document(), () -> false);
            }
        }
        return check.closeAndWait(PATIENCE) ? 0 : 1;
    }
}
