package dev.postern.constraints;

import gov.nist.secauto.metaschema.core.metapath.item.node.IFlagNodeItem;
import gov.nist.secauto.metaschema.core.metapath.item.node.IModelNodeItem;
import gov.nist.secauto.metaschema.core.metapath.item.node.INodeItem;
import gov.nist.secauto.metaschema.core.metapath.item.node.IRootAssemblyNodeItem;
import gov.nist.secauto.metaschema.core.model.IGroupable;
import gov.nist.secauto.metaschema.core.model.IJsonInstance;
import gov.nist.secauto.metaschema.core.model.INamedInstance;

/// Where in a document's JSON a node of the library's is.
final class Place {
    private Place() {}

    /// As a JSON pointer; none of OSCAL's names has to be escaped in one.
    static String of(INodeItem item) {
        return switch (item) {
            case IRootAssemblyNodeItem root -> "/" + root.getDefinition().getRootJsonName();
            case IFlagNodeItem flag -> parent(flag) + "/" + flag.getInstance().getJsonName();
            case IModelNodeItem<?, ?> node -> parent(node) + step(node);
            default -> "";
        };
    }

    private static String parent(INodeItem item) {
        INodeItem parent = item.getParentNodeItem();
        return parent == null ? "" : of(parent);
    }

    private static String step(IModelNodeItem<?, ?> node) {
        INamedInstance instance = node.getInstance();
        String name = instance instanceof IJsonInstance named
                ? named.getJsonName()
                : node.getQName().getLocalName();
        boolean several = instance instanceof IGroupable group && group.getMaxOccurs() != 1;
        return several ? "/" + name + "/" + (node.getPosition() - 1) : "/" + name;
    }
}
