package dev.postern.constraints;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.time.Duration;

/// `java -jar postern-oscal-constraints.jar IDLE-SECONDS`: answers on standard output what it is asked on standard
/// input, and ends when that ends or nobody has asked for so long.
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // Values of documents would be told there.
        System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
        System.setProperty("log4j2.StatusLogger.level", "OFF");
        URL.setURLStreamHandlerFactory(new NoNetwork());
        OutputStream answers = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        Duration idle = Duration.ofSeconds(args.length == 0 ? 300 : Long.parseLong(args[0]));
        try (Questions questions = new Questions(new DataInputStream(System.in));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(answers))) {
            Constraints constraints = new Constraints();
            for (Questions.Next next = questions.next(idle);
                    next instanceof Questions.Next.Asked(var model, var document);
                    next = questions.next(idle)) {
                byte[] answer = constraints.judge(model, document).toJson();
                out.writeInt(answer.length);
                out.write(answer);
                out.flush();
            }
        }
        // Without waiting for threads of libraries.
        System.exit(0);
    }
}
