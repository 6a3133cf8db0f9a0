package dev.postern.oscal.profile;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a profile came to.
///
/// @param catalog the content of the catalog, without the member around it
/// @param implied controls that were not selected and are there because of those inside of them
/// @param imports the profile's own, in order
/// @param altered controls that the profile adds to or removes from
/// @param set parameters that the profile sets
/// @param unresolved what could not be followed
/// @param warnings what had no effect or had to be decided
public record Resolution(
        ObjectNode catalog,
        Set<String> implied,
        List<Followed> imports,
        Set<String> altered,
        Set<String> set,
        List<Finding> unresolved,
        List<Finding> warnings) {

    /// An import.
    ///
    /// @param document where it led in the library; empty where it did not
    /// @param controls how many it selected
    public record Followed(String href, String document, int controls) {}

    /// A control and the group that it is in.
    public record Placed(String id, String label, String title, String group) {}

    public Resolution {
        implied = new LinkedHashSet<>(implied);
        imports = List.copyOf(imports);
        altered = new LinkedHashSet<>(altered);
        set = new LinkedHashSet<>(set);
        unresolved = List.copyOf(unresolved);
        warnings = List.copyOf(warnings);
    }

    /// Its controls at any depth, in order.
    public List<Placed> controls() {
        List<Placed> controls = new ArrayList<>();
        Branches.controls(catalog, "", (control, group) -> {
            String id = Structure.id(control);
            controls.add(
                    new Placed(id, label(control, id), control.text("title").orElse(""), group));
        });
        return controls;
    }

    private static String label(ObjectNode control, String id) {
        return control.objects("props").stream()
                .filter(prop -> prop.text("name").equals(Optional.of("label")) && !prop.has("class"))
                .flatMap(prop -> prop.text("value").stream())
                .findFirst()
                .orElse(id);
    }
}
