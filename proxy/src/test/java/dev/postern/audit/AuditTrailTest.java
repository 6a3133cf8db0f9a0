package dev.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AuditTrailTest {
    private final FailingOutput sound = new FailingOutput();
    private final FailingOutput faulty = new FailingOutput();
    private final List<AuditLog> logs = List.of(log(sound), log(faulty));
    private final AuditTrail required = new AuditTrail(logs, true);
    private final AuditTrail bestEffort = new AuditTrail(logs, false);

    private static AuditLog log(FailingOutput out) {
        return new AuditLog(new StreamSink(out, new JsonFormat()), Clock.systemUTC(), 8, 8);
    }

    @AfterEach
    void close() {
        required.close();
    }

    @Test
    void everyLogGetsEachOutcome() {
        required.open();
        required.ended(Outcomes.admitted());

        required.close();

        assertThat(sound.text()).contains("\"subject\":\"alice\"");
        assertThat(faulty.text()).contains("\"subject\":\"alice\"");
        assertThat(required.unwritten()).isEmpty();
    }

    @Test
    void whereAllIsRequiredOneDeadPlaceShutsTheGateUntilItIsBack() {
        required.open();
        assertThat(required.mayServe()).isTrue();
        faulty.fill();
        required.ended(Outcomes.admitted());
        await(() -> !required.mayServe());
        assertThat(required.trouble()).contains("No space left on device");

        faulty.empty();

        await(required::mayServe);
        assertThat(required.trouble()).isNull();
        assertThat(faulty.text()).containsOnlyOnce("\"subject\":\"alice\"");
    }

    @Test
    void withBestEffortRequestsPassAndTheLossIsTold() {
        bestEffort.open();
        faulty.fill();
        bestEffort.ended(Outcomes.admitted());
        await(() -> bestEffort.loss() != null);

        assertThat(bestEffort.mayServe()).isTrue();
        assertThat(bestEffort.trouble()).isNull();
        for (int i = 0; i < 100; i++) {
            bestEffort.ended(Outcomes.admitted());
        }
        assertThat(logs.getLast().lost()).isPositive();
    }

    @Test
    void saysAtTheEndWhatCouldNotBeWritten() {
        required.open();
        faulty.fill();
        required.ended(Outcomes.admitted());
        await(() -> !required.mayServe());

        required.close();

        assertThat(required.unwritten())
                .containsExactly("The audit records for standard output end too early (No space left on device); 1 were"
                        + " lost.");
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            // The class's time limit interrupts.
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }
}
