package dev.postern.constraints;

import gov.nist.secauto.metaschema.core.metapath.DynamicContext;
import gov.nist.secauto.metaschema.core.metapath.item.node.IAssemblyNodeItem;
import gov.nist.secauto.metaschema.core.metapath.item.node.IDocumentNodeItem;
import gov.nist.secauto.metaschema.core.metapath.item.node.INodeItem;
import gov.nist.secauto.metaschema.core.model.IBoundObject;
import gov.nist.secauto.metaschema.core.model.constraint.DefaultConstraintValidator;
import gov.nist.secauto.metaschema.databind.IBindingContext;
import gov.nist.secauto.metaschema.databind.io.Format;
import gov.nist.secauto.oscal.lib.OscalBindingContext;
import gov.nist.secauto.oscal.lib.model.AssessmentPlan;
import gov.nist.secauto.oscal.lib.model.AssessmentResults;
import gov.nist.secauto.oscal.lib.model.Catalog;
import gov.nist.secauto.oscal.lib.model.ComponentDefinition;
import gov.nist.secauto.oscal.lib.model.PlanOfActionAndMilestones;
import gov.nist.secauto.oscal.lib.model.Profile;
import gov.nist.secauto.oscal.lib.model.SystemSecurityPlan;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The constraints of OSCAL 1.1.3, as NIST wrote them into its Metaschema.
final class Constraints {
    private static final URI NOWHERE = URI.create("urn:postern:document");
    private static final Map<String, Class<? extends IBoundObject>> MODELS = Map.of(
            "catalog", Catalog.class,
            "profile", Profile.class,
            "component-definition", ComponentDefinition.class,
            "system-security-plan", SystemSecurityPlan.class,
            "assessment-plan", AssessmentPlan.class,
            "assessment-results", AssessmentResults.class,
            "plan-of-action-and-milestones", PlanOfActionAndMilestones.class);

    private final IBindingContext context = OscalBindingContext.newInstance();

    /// Judges a document.
    ///
    /// @param model the name at its root
    /// @param document as JSON
    Judged judge(String model, String document) {
        @Nullable Class<? extends IBoundObject> type = MODELS.get(model);
        if (type == null) {
            return nothing("The constraints: OSCAL 1.1.3 has none for a " + model + ".");
        }
        try {
            return judge(context.newDeserializer(Format.JSON, type)
                    .deserializeToNodeItem(new StringReader(document), NOWHERE));
        } catch (IOException | AssertionError | StackOverflowError _) {
            return nothing(
                    "The constraints: the document does not follow the schema closely enough to be read for them.");
        }
    }

    private Judged judge(INodeItem item) {
        if (!(item instanceof IDocumentNodeItem document)) {
            return nothing("The constraints: the document has no root.");
        }
        DynamicContext evaluation = new DynamicContext(item.getStaticContext());
        evaluation.setDocumentLoader(new StandIn(context));
        Findings findings = new Findings();
        Validator validator = new Validator(findings);
        try {
            validator.validate(document.getRootAssemblyNodeItem(), evaluation);
            validator.finalizeValidation(evaluation);
        } catch (RuntimeException | AssertionError | StackOverflowError _) {
            // The library ends all of it where one of its expressions fails outside of a constraint.
            findings.skip("Some constraints, because the evaluation of one could not go on.");
        }
        return findings.judged();
    }

    private static Judged nothing(String why) {
        return new Judged(List.of(), List.of(why));
    }

    /// Tells which indexes hold what a document imports.
    private static final class Validator extends DefaultConstraintValidator {
        private final Findings findings;

        Validator(Findings findings) {
            super(findings);
            this.findings = findings;
        }

        @Override
        protected void validateAssembly(IAssemblyNodeItem item, DynamicContext evaluation) {
            item.getDefinition().getIndexConstraints().forEach(findings::index);
            super.validateAssembly(item, evaluation);
        }
    }
}
