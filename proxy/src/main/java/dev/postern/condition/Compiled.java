package dev.postern.condition;

import java.util.List;

/// What became of an expression.
public sealed interface Compiled {

    /// It is a condition.
    record Ready(Condition condition) implements Compiled {}

    /// It is none.
    ///
    /// @param faults what is wrong with it, one at least
    record Faulty(List<Fault> faults) implements Compiled {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /// One thing that is wrong.
    ///
    /// @param line where in the expression, from 1
    /// @param column where in that line, from 0
    /// @param why what is wrong there
    record Fault(int line, int column, String why) {}
}
