package dev.postern.oscal.library;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ids of controls as people write them, to ids as catalogs have them: `AC-2(3)` and `AC-02 (03)` are `ac-2.3`.
public final class ControlId {
    private static final Pattern WRITTEN =
            Pattern.compile("([a-z]{2,4})[- ]?0*([0-9]{1,3})(?:\\s*[(.]\\s*0*([0-9]{1,3})\\s*\\)?)?");

    private ControlId() {}

    public static String of(String written) {
        String id = written.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = WRITTEN.matcher(id);
        if (!matcher.matches()) {
            return id;
        }
        String enhancement = matcher.group(3);
        return matcher.group(1) + "-" + matcher.group(2) + (enhancement == null ? "" : "." + enhancement);
    }
}
