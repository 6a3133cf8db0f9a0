package dev.postern.oscal.testing;

import dev.postern.oscal.constraints.WorkerCommand;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A process that answers as the one that judges by constraints does, only sooner, and that misbehaves when a document
/// says so: `hang`, `die` without an answer, `last` after one.
public final class StubWorker {
    private StubWorker() {}

    public static WorkerCommand command() {
        return new WorkerCommand(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StubWorker.class.getName()));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        for (String model = read(in); model != null; model = read(in)) {
            String document = String.valueOf(read(in));
            if (document.contains("hang")) {
                new CountDownLatch(1).await();
            }
            if (document.contains("die")) {
                System.exit(3);
            }
            byte[] answer = answer(model).getBytes(StandardCharsets.UTF_8);
            out.writeInt(answer.length);
            out.write(answer);
            out.flush();
            if (document.contains("last")) {
                System.exit(0);
            }
        }
    }

    private static String answer(String model) {
        return """
            {"findings": [
              {"severity": "error", "rule": "second", "message": "pid %d", "path": "/%s/metadata/title/beyond", "hint": ""},
              {"severity": "warning", "rule": "first", "message": "%s", "path": "/%s/uuid", "hint": "Mend it."},
              {"severity": "note", "rule": "third", "message": "An item.", "path": "/catalog/things/0", "hint": ""}],
             "skipped": ["Something."]}
            """.formatted(
                        ProcessHandle.current().pid(),
                        model,
                        String.join(" ", System.getenv().keySet()),
                        model);
    }

    private static @Nullable String read(DataInputStream in) throws IOException {
        try {
            return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        } catch (EOFException _) {
            return null;
        }
    }
}
