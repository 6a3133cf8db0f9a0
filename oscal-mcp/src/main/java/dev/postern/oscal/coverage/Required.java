package dev.postern.oscal.coverage;

import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.ControlId;
import dev.postern.oscal.library.Holding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The controls that a baseline asks for, in its order; what is withdrawn nobody has to answer.
final class Required {
    /// By id. A plan may name as many as it likes, so that none may be searched for.
    private final Map<String, Control> known = new HashMap<>();

    private final Map<String, Control> controls = new LinkedHashMap<>();

    Required(Baseline baseline) {
        for (Holding holding : baseline.catalogs()) {
            holding.catalog()
                    .ifPresent(
                            catalog -> catalog.controls().forEach(control -> known.putIfAbsent(control.id(), control)));
        }
        for (String id : baseline.controls()) {
            baseline.control(id)
                    .filter(control -> !control.isWithdrawn())
                    .ifPresent(control -> controls.put(id, control));
        }
    }

    Map<String, Control> controls() {
        return controls;
    }

    /// An id as the baseline writes it, where it is written in another way.
    String id(String written) {
        return known(written).map(Control::id).orElse(written);
    }

    /// The control of that id, asked for or not.
    Optional<Control> known(String written) {
        Control exact = known.get(written);
        return Optional.ofNullable(exact == null ? known.get(ControlId.of(written)) : exact);
    }
}
