package dev.postern.constraints;

import gov.nist.secauto.metaschema.core.metapath.IDocumentLoader;
import gov.nist.secauto.metaschema.core.metapath.item.node.IDocumentNodeItem;
import gov.nist.secauto.metaschema.core.model.IUriResolver;
import gov.nist.secauto.metaschema.databind.IBindingContext;
import gov.nist.secauto.metaschema.databind.io.Format;
import gov.nist.secauto.metaschema.databind.io.IDeserializer;
import gov.nist.secauto.oscal.lib.model.Catalog;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;

/// An empty catalog in place of whatever a document names: nothing is fetched, and constraints that follow an import do
/// not end the validation.
final class StandIn implements IDocumentLoader {
    private static final String EMPTY = """
        {"catalog": {"uuid": "00000000-0000-4000-8000-000000000000", "metadata": {"title": "Empty",
        "last-modified": "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.1.3"}}}
        """;

    private final IDeserializer<Catalog> reader;

    StandIn(IBindingContext context) {
        reader = context.newDeserializer(Format.JSON, Catalog.class);
    }

    @Override
    public void setUriResolver(IUriResolver resolver) {
        throw new UnsupportedOperationException("nothing is resolved");
    }

    @Override
    public IDocumentNodeItem loadAsNodeItem(URI uri) throws IOException {
        return (IDocumentNodeItem) reader.deserializeToNodeItem(new StringReader(EMPTY), uri);
    }
}
