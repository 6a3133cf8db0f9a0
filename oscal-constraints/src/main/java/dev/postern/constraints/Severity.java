package dev.postern.constraints;

import gov.nist.secauto.metaschema.core.model.constraint.IConfigurableMessageConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IConstraint;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How much a violation weighs: what the constraint says, but for what NIST's own documents do.
final class Severity {
    private static final String LINKS = "oscal-unique-link-in-context-location";
    private static final Pattern NAME_OF_A_PROPERTY = Pattern.compile(".*/props/\\d+/name");

    private Severity() {}

    /// `error`, `warning` or `note`; null where it is not worth a word.
    static @Nullable String of(IConstraint constraint, String path) {
        return switch (constraint.getLevel()) {
            case CRITICAL, ERROR -> isCommon(constraint, path) ? "warning" : "error";
            case WARNING -> "warning";
            case INFORMATIONAL -> "note";
            case DEBUG, NONE -> null;
        };
    }

    private static boolean isCommon(IConstraint constraint, String path) {
        return switch (constraint.getType()) {
            case ALLOWED_VALUES -> NAME_OF_A_PROPERTY.matcher(path).matches();
            case UNIQUE -> LINKS.equals(constraint.getId());
            case EXPECT -> isDeprecation(constraint);
            case CARDINALITY, INDEX, INDEX_HAS_KEY, MATCHES -> false;
        };
    }

    private static boolean isDeprecation(IConstraint constraint) {
        return constraint instanceof IConfigurableMessageConstraint worded
                && worded.getMessage() != null
                && worded.getMessage().contains("deprecated");
    }
}
