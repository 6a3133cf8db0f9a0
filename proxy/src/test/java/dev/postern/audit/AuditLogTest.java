package dev.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AuditLogTest {
    private static final int CAPACITY = 8;

    private final FailingOutput out = new FailingOutput();
    private final AuditLog log = new AuditLog(
            new StreamSink(out, new TextFormat()),
            Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC),
            CAPACITY,
            CAPACITY);

    @AfterEach
    void close() {
        out.resume();
        log.close();
    }

    @Test
    void writesOneLineForEachOutcomeAndWhatIsLeftAtTheEnd() {
        log.open();
        log.ended(Outcomes.at("/a"));
        log.ended(Outcomes.at("/b"));

        log.close();

        assertThat(out.text().lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("POST /a "))
                .anyMatch(line -> line.contains("POST /b "))
                .last()
                .asString()
                .contains("audit log ends");
    }

    @Test
    void isUnhealthyFromTheStartWhereNothingCanBeWritten() {
        out.fill();

        log.open();

        assertThat(log.healthy()).isFalse();
    }

    @Test
    void isUnhealthyBeforeItIsOpen() {
        assertThat(log.healthy()).isFalse();
    }

    @Test
    void recoversWithoutARequest() {
        out.fill();
        log.open();

        out.empty();

        await(log::healthy);
        assertThat(out.text()).contains("audit log goes on");
    }

    @Test
    void keepsTheLineThatCouldNotBeWritten() {
        log.open();
        out.fill();
        log.ended(Outcomes.at("/kept"));
        await(() -> !log.healthy());

        out.empty();

        await(log::healthy);
        assertThat(out.text()).containsOnlyOnce("POST /kept ");
    }

    @Test
    void neverWaitsForAReaderAndCountsWhatIsLost() throws InterruptedException {
        log.open();
        out.block();
        log.ended(Outcomes.at("/stuck"));
        out.awaitStuck();
        for (int i = 0; i < 3 * CAPACITY; i++) {
            log.ended(Outcomes.at("/" + i));
        }

        assertThat(log.healthy()).isFalse();
        assertThat(log.lost()).isPositive();

        long lost = log.lost();
        out.resume();
        await(() -> out.text().contains("audit log lost lines lost=" + lost));
        assertThat(log.healthy()).isTrue();
    }

    @Test
    void keepsRoomForWhatWasLetThroughBeforeItGotStuck() throws InterruptedException {
        log.open();
        out.block();
        log.ended(Outcomes.at("/stuck"));
        out.awaitStuck();
        for (int i = 0; i < 3 * CAPACITY; i++) {
            log.ended(Outcomes.at("/refused"));
        }
        long refusals = log.lost();

        for (int i = 0; i < CAPACITY; i++) {
            log.ended(Outcomes.admitted());
        }

        assertThat(log.lost()).isEqualTo(refusals).isPositive();
    }

    @Test
    void saysWhyItCannotBeWritten() {
        out.fill();
        log.open();

        assertThat(log.trouble()).isEqualTo("records cannot be written to standard output: No space left on device");

        out.empty();
        await(log::healthy);
        assertThat(log.trouble()).isNull();
    }

    @Test
    void aSinkThatIsNoGoodCountsAsOneThatCannotBeWritten() {
        AuditSink faulty = new AuditSink() {
            @Override
            public String label() {
                return "faulty";
            }

            @Override
            public String place() {
                return "nowhere";
            }

            @Override
            public int write(List<Entry> entries) {
                throw new IllegalStateException("a mistake");
            }

            @Override
            public void close() {}
        };
        AuditTrail required = new AuditTrail(List.of(new AuditLog(faulty, Clock.systemUTC(), 8, 8)), true);
        AuditTrail bestEffort = new AuditTrail(required.logs(), false);

        required.open();

        assertThat(required.mayServe()).isFalse();
        assertThat(required.trouble()).isEqualTo("records cannot be written to nowhere: a mistake");
        assertThat(bestEffort.mayServe()).isTrue();
        assertThat(bestEffort.trouble()).isNull();
        assertThat(bestEffort.loss()).isEqualTo(required.trouble());
        required.close();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            // The class's time limit interrupts.
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }
}
