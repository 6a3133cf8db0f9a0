package dev.postern.oscal.document;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The models of OSCAL, by the member or element at the root of their documents.
public enum Model {
    CATALOG("catalog"),
    PROFILE("profile"),
    COMPONENT_DEFINITION("component-definition"),
    SYSTEM_SECURITY_PLAN("system-security-plan"),
    ASSESSMENT_PLAN("assessment-plan"),
    ASSESSMENT_RESULTS("assessment-results"),
    POAM("plan-of-action-and-milestones"),
    MAPPING_COLLECTION("mapping-collection");

    private final String root;

    Model(String root) {
        this.root = root;
    }

    public String root() {
        return root;
    }

    public static Optional<Model> of(String root) {
        return Arrays.stream(values()).filter(model -> model.root.equals(root)).findFirst();
    }

    public static List<String> roots() {
        return Arrays.stream(values()).map(Model::root).toList();
    }
}
