package dev.postern.audit;

import java.util.Optional;

/// The caller's place in a trace, as W3C Trace Context's `traceparent` names it.
///
/// @param traceId 32 hexadecimal digits, not all zero
/// @param parentId 16 hexadecimal digits, not all zero
/// @param sampled whether the caller may have recorded it
public record TraceParent(String traceId, String parentId, boolean sampled) {
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;

    /// Reads the field's value; what is not exactly as the recommendation says is no trace (§3.2.2, §4).
    public static Optional<TraceParent> read(String value) {
        boolean shaped = value.length() >= LENGTH
                && isHex(value, 0, 2)
                && value.charAt(TRACE_ID - 1) == '-'
                && isHex(value, TRACE_ID, PARENT_ID - 1)
                && value.charAt(PARENT_ID - 1) == '-'
                && isHex(value, PARENT_ID, FLAGS - 1)
                && value.charAt(FLAGS - 1) == '-'
                && isHex(value, FLAGS, LENGTH);
        if (!shaped || !isKnownForm(value)) {
            return Optional.empty();
        }
        if (isZero(value, TRACE_ID, PARENT_ID - 1) || isZero(value, PARENT_ID, FLAGS - 1)) {
            return Optional.empty();
        }
        boolean sampled = (Character.digit(value.charAt(LENGTH - 1), 16) & 1) == 1;
        return Optional.of(new TraceParent(
                value.substring(TRACE_ID, PARENT_ID - 1), value.substring(PARENT_ID, FLAGS - 1), sampled));
    }

    /// Version `ff` is invalid, `00` has this length, and a later one may go on after another dash.
    private static boolean isKnownForm(String value) {
        if (value.startsWith("ff")) {
            return false;
        }
        return value.length() == LENGTH || (!value.startsWith("00") && value.charAt(LENGTH) == '-');
    }

    private static boolean isHex(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
