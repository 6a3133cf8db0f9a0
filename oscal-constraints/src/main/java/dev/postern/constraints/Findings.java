package dev.postern.constraints;

import gov.nist.secauto.metaschema.core.datatype.IDataTypeAdapter;
import gov.nist.secauto.metaschema.core.metapath.DynamicContext;
import gov.nist.secauto.metaschema.core.metapath.MetapathException;
import gov.nist.secauto.metaschema.core.metapath.item.ISequence;
import gov.nist.secauto.metaschema.core.metapath.item.node.INodeItem;
import gov.nist.secauto.metaschema.core.model.constraint.IAllowedValue;
import gov.nist.secauto.metaschema.core.model.constraint.IAllowedValuesConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.ICardinalityConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IConfigurableMessageConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IConstraintValidationHandler;
import gov.nist.secauto.metaschema.core.model.constraint.IExpectConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IIndexConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IIndexHasKeyConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IKeyConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IMatchesConstraint;
import gov.nist.secauto.metaschema.core.model.constraint.IUniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Collects what the constraints of one document find. A constraint that fails by itself says nothing of the document.
final class Findings implements IConstraintValidationHandler {
    private static final int MOST = 1_000;
    private static final int LONGEST = 200;
    private static final Pattern FLAG = Pattern.compile("@([\\w-]+)");

    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> skipped = new TreeSet<>();
    private final Set<String> ofImports = new HashSet<>();
    private final Map<String, Integer> unfollowed = new TreeMap<>();
    private final Map<String, Integer> failed = new TreeMap<>();
    private int beyond;

    Judged judged() {
        unfollowed.forEach((index, count) -> skip(
                count + " references into what the document imports (" + index + "): constraints do not follow it."));
        failed.forEach(
                (rule, count) -> skip("The constraint " + rule + ", which could not be evaluated (" + count + ")."));
        if (beyond > 0) {
            skip(beyond + " findings of constraints beyond the first " + MOST + ".");
        }
        return new Judged(violations, List.copyOf(skipped));
    }

    void skip(String sentence) {
        skipped.add(sentence);
    }

    /// Notes an index whose keys come out of other documents.
    void index(IIndexConstraint constraint) {
        String target = constraint.getTarget().getPath();
        if (target.contains("$") || target.contains("doc(")) {
            ofImports.add(constraint.getName());
        }
    }

    @Override
    public void handleCardinalityMinimumViolation(
            ICardinalityConstraint constraint,
            INodeItem target,
            ISequence<? extends INodeItem> tested,
            DynamicContext context) {
        counted(constraint, target, tested, "at least " + constraint.getMinOccurs() + " must be.", context);
    }

    @Override
    public void handleCardinalityMaximumViolation(
            ICardinalityConstraint constraint,
            INodeItem target,
            ISequence<? extends INodeItem> tested,
            DynamicContext context) {
        counted(constraint, target, tested, "at most " + constraint.getMaxOccurs() + " may be.", context);
    }

    private void counted(
            ICardinalityConstraint constraint,
            INodeItem target,
            ISequence<? extends INodeItem> tested,
            String bound,
            DynamicContext context) {
        String message = tested.size() + " of " + path(constraint) + " are there; " + bound;
        add(constraint, Place.of(target), said(constraint, target, message, context), "");
    }

    @Override
    public void handleIndexDuplicateViolation(IIndexConstraint constraint, INodeItem node, DynamicContext context) {
        // Two imports of a profile fill one index: the constraint's mistake, not the document's.
        if (!ofImports.contains(constraint.getName())) {
            fail(constraint);
        }
    }

    @Override
    public void handleIndexDuplicateKeyViolation(
            IIndexConstraint constraint, INodeItem node, INodeItem old, INodeItem target, DynamicContext context) {
        twice(constraint, old, target, context);
    }

    @Override
    public void handleUniqueKeyViolation(
            IUniqueConstraint constraint, INodeItem node, INodeItem old, INodeItem target, DynamicContext context) {
        twice(constraint, old, target, context);
    }

    private void twice(IKeyConstraint constraint, INodeItem old, INodeItem target, DynamicContext context) {
        String message = "What must be there once is there twice; the first is at " + Place.of(old) + ".";
        add(constraint, keyed(constraint, target), said(constraint, target, message, context), "");
    }

    @Override
    public void handleKeyMatchError(
            IKeyConstraint constraint,
            INodeItem node,
            INodeItem target,
            MetapathException cause,
            DynamicContext context) {
        fail(constraint);
    }

    @Override
    public void handleMissingIndexViolation(
            IIndexHasKeyConstraint constraint,
            INodeItem node,
            INodeItem target,
            String message,
            DynamicContext context) {
        fail(constraint);
    }

    @Override
    public void handleIndexMiss(
            IIndexHasKeyConstraint constraint,
            INodeItem node,
            INodeItem target,
            List<String> key,
            DynamicContext context) {
        if (ofImports.contains(constraint.getIndexName())) {
            unfollowed.merge(constraint.getIndexName(), 1, Integer::sum);
            return;
        }
        String named = key.stream().filter(Objects::nonNull).collect(Collectors.joining(", "));
        String message = (named.isEmpty() ? "Nothing" : "\"" + brief(named) + "\"")
                + " is named here, and the document has no such thing (" + constraint.getIndexName() + ").";
        add(constraint, keyed(constraint, target), said(constraint, target, message, context), "");
    }

    @Override
    public void handleMatchPatternViolation(
            IMatchesConstraint constraint,
            INodeItem node,
            INodeItem target,
            String value,
            Pattern pattern,
            DynamicContext context) {
        String message = "\"" + brief(value) + "\" does not have the form " + pattern.pattern() + ".";
        add(constraint, Place.of(target), said(constraint, target, message, context), "");
    }

    @Override
    public void handleMatchDatatypeViolation(
            IMatchesConstraint constraint,
            INodeItem node,
            INodeItem target,
            String value,
            IDataTypeAdapter<?> type,
            IllegalArgumentException cause,
            DynamicContext context) {
        String message = "\"" + brief(value) + "\" is no " + type.getPreferredName() + ".";
        add(constraint, Place.of(target), said(constraint, target, message, context), "");
    }

    @Override
    public void handleExpectViolation(
            IExpectConstraint constraint, INodeItem node, INodeItem target, DynamicContext context) {
        String message =
                "This must hold here and does not: " + constraint.getTest().getPath();
        add(constraint, Place.of(target), said(constraint, target, message, context), "");
    }

    @Override
    public void handleAllowedValuesViolation(
            List<IAllowedValuesConstraint> failed, INodeItem target, DynamicContext context) {
        String allowed = failed.stream()
                .flatMap(constraint -> constraint.getAllowedValues().values().stream())
                .map(IAllowedValue::getValue)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String value = brief(target.toAtomicItem().asString());
        add(
                failed.getFirst(),
                Place.of(target),
                "\"" + value + "\" is none of the values that OSCAL allows here.",
                "Allowed are: " + allowed + ".");
    }

    @Override
    public void handlePass(IConstraint constraint, INodeItem node, INodeItem target, DynamicContext context) {}

    @Override
    public void handleError(
            IConstraint constraint, INodeItem node, String message, Throwable cause, DynamicContext context) {
        fail(constraint);
    }

    private void fail(IConstraint constraint) {
        failed.merge(rule(constraint), 1, Integer::sum);
    }

    private void add(IConstraint constraint, String path, String message, String advice) {
        @Nullable String severity = Severity.of(constraint, path);
        if (severity == null) {
            return;
        }
        if (violations.size() == MOST) {
            beyond++;
            return;
        }
        violations.add(
                new Violation(severity, rule(constraint), message, path, advice.isEmpty() ? hint(constraint) : advice));
    }

    private static String rule(IConstraint constraint) {
        String id = constraint.getId();
        if (id != null) {
            return id;
        }
        return constraint instanceof IIndexConstraint index
                ? index.getName()
                : constraint.getType().getName();
    }

    private static String hint(IConstraint constraint) {
        var description = constraint.getDescription();
        return description == null ? "" : description.toMarkdown().strip();
    }

    private static String path(IConstraint constraint) {
        return constraint.getTarget().getPath();
    }

    /// The constraint's own words, where it has some.
    private static String said(
            IConfigurableMessageConstraint constraint, INodeItem target, String otherwise, DynamicContext context) {
        if (constraint.getMessage() == null) {
            return otherwise;
        }
        try {
            return constraint.generateMessage(target, context);
        } catch (RuntimeException _) {
            return otherwise;
        }
    }

    /// The place of the key itself, where that is one member.
    private static String keyed(IKeyConstraint constraint, INodeItem target) {
        if (constraint.getKeyFields().size() == 1) {
            Matcher flag = FLAG.matcher(
                    constraint.getKeyFields().getFirst().getTarget().getPath());
            if (flag.matches()) {
                return Place.of(target) + "/" + flag.group(1);
            }
        }
        return Place.of(target);
    }

    private static String brief(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }
}
