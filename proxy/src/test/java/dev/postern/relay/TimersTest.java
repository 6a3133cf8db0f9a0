package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When timers go off, on a clock of the test's own.
class TimersTest {
    private final TestThread thread = new TestThread();
    private final Timers timers = new Timers(thread, thread::nanos);
    private final List<String> fired = new ArrayList<>();

    private Timer timer() {
        return new Timer(timers, mistake -> {
            throw mistake;
        });
    }

    private Timer set(String name, Duration delay) {
        Timer timer = timer();
        timer.set(delay, () -> fired.add(name));
        return timer;
    }

    @Test
    void goesOffOnceAndNeverEarly() {
        set("a", Duration.ofMillis(300));

        thread.passUntil(Duration.ofMillis(299));
        assertThat(fired).isEmpty();
        thread.passUntil(Duration.ofSeconds(2));
        assertThat(fired).containsExactly("a");
    }

    @Test
    void isLateByASixteenthOfItsDelayAtMost() {
        for (int seconds = 1; seconds < 100; seconds++) {
            long delay = Duration.ofSeconds(seconds).toNanos();
            for (long due = delay; due < 2 * delay; due += delay / 7) {
                assertThat(Timers.goesOffAt(due, delay)).isBetween(due, due + delay / 16);
            }
        }
    }

    @Test
    void whatIsDueSoonIsNotPutOff() {
        assertThat(Timers.goesOffAt(1_234_567, 2_000_000)).isEqualTo(1_234_567);
    }

    @Test
    void thousandsOfSilentStreamsWakeTheThreadOnceASecondAtMost() {
        for (int i = 0; i < 10_000; i++) {
            set("comment", Duration.ofSeconds(25));
            thread.passUntil(Duration.ofMillis(i));
        }
        thread.passUntil(Duration.ofSeconds(40));

        assertThat(fired).hasSize(10_000);
        // As many as there are seconds, and each 256 timers the sockets have their turn.
        assertThat(thread.wakeUps()).isLessThan(12 + 10_000 / 256 + 12);
    }

    @Test
    void theSocketsHaveTheirTurnAmongManyThatAreDueAtOnce() {
        for (int i = 0; i < 1000; i++) {
            set("comment", Duration.ofSeconds(25));
        }
        thread.passToNextWakeUp();

        assertThat(fired).hasSizeBetween(1, 256);
        thread.passUntil(Duration.ofSeconds(27));
        assertThat(fired).hasSize(1000);
    }

    @Test
    void wakesNobodyWhenNothingIsSet() {
        set("a", Duration.ofSeconds(5));
        thread.passUntil(Duration.ofSeconds(10));

        assertThat(thread.isAwaited()).isFalse();
    }

    @Test
    void whatIsCancelledOrDisarmedDoesNotHappen() {
        set("a", Duration.ofSeconds(1)).cancel();
        set("b", Duration.ofSeconds(1)).disarm();
        thread.passUntil(Duration.ofSeconds(5));

        assertThat(fired).isEmpty();
    }

    @Test
    void oneOfSeveralInASlotCanLeaveIt() {
        Timer first = set("a", Duration.ofSeconds(20));
        Timer second = set("b", Duration.ofSeconds(20));
        Timer third = set("c", Duration.ofSeconds(20));
        set("d", Duration.ofSeconds(20));
        second.cancel();
        first.cancel();
        third.set(Duration.ofSeconds(1), () -> fired.add("sooner"));
        thread.passUntil(Duration.ofSeconds(30));

        assertThat(fired).containsExactly("sooner", "d");
    }

    @Test
    void whatIsPutOffWaitsForItsNewTime() {
        Timer timer = set("a", Duration.ofSeconds(10));
        thread.passUntil(Duration.ofSeconds(8));
        timer.set(Duration.ofSeconds(10), () -> fired.add("b"));

        thread.passUntil(Duration.ofSeconds(17));
        assertThat(fired).isEmpty();
        thread.passUntil(Duration.ofSeconds(20));
        assertThat(fired).containsExactly("b");
    }

    @Test
    void whatIsSetAnewWhileItFiresDoesNotDelayOthers() {
        Timer again = timer();
        again.set(Duration.ofSeconds(1), () -> again.set(Duration.ofSeconds(60), () -> fired.add("late")));
        set("soon", Duration.ofSeconds(5));
        thread.passUntil(Duration.ofSeconds(6));

        assertThat(fired).containsExactly("soon");
    }

    @Test
    void aMistakeOfOneIsToldItsOwnerAndStopsNoOther() {
        List<String> told = new ArrayList<>();
        Timer faulty = new Timer(timers, mistake -> told.add(mistake.getMessage()));
        faulty.set(Duration.ofSeconds(20), () -> {
            throw new IllegalStateException("mine");
        });
        set("other", Duration.ofSeconds(20));
        thread.passUntil(Duration.ofSeconds(22));

        assertThat(told).containsExactly("mine");
        assertThat(fired).containsExactly("other");
    }

    @Test
    void aMistakeThatNobodyTakesStopsNoLaterTimer() {
        timer().set(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("nobody's");
        });
        set("other", Duration.ofSeconds(5));

        assertThatThrownBy(() -> thread.passUntil(Duration.ofSeconds(3))).hasMessage("nobody's");
        thread.passUntil(Duration.ofSeconds(6));
        assertThat(fired).containsExactly("other");
    }
}
