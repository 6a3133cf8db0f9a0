package dev.postern.oscal.library;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The controls that a profile selects, or that a catalog has, and what it sets in them.
///
/// @param controls ids, in the order of the catalogs they come from
/// @param catalogs where they come from
/// @param settings parameters as the profile sets them, by id
/// @param unresolved what could not be followed
public record Baseline(
        Holding holding,
        Set<String> controls,
        List<Holding> catalogs,
        Map<String, ObjectNode> settings,
        List<Finding> unresolved) {
    public Baseline {
        controls = Collections.unmodifiableSet(new LinkedHashSet<>(controls));
        catalogs = List.copyOf(catalogs);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        unresolved = List.copyOf(unresolved);
    }

    /// A control of one of its catalogs.
    public Optional<Control> control(String id) {
        return catalogs.stream()
                .flatMap(catalog -> catalog.catalog().stream())
                .flatMap(catalog -> catalog.control(id).stream())
                .findFirst();
    }

    /// A parameter of a catalog, with what the profile sets in it.
    public Optional<ObjectNode> parameter(Catalog catalog, String id) {
        Optional<ObjectNode> original = catalog.parameter(id);
        ObjectNode setting = settings.get(id);
        if (setting == null) {
            return original;
        }
        ObjectNode merged = original.orElse(ObjectNode.EMPTY);
        for (var member : setting.members().entrySet()) {
            if (!member.getKey().equals("param-id")) {
                merged = merged.with(member.getKey(), member.getValue());
            }
        }
        return Optional.of(merged);
    }
}
