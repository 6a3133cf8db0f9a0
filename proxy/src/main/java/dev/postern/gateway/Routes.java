package dev.postern.gateway;

import dev.postern.oauth.ResourceUri;

/// Which request goes where, by its path alone. What is not named here is not there.
final class Routes {
    private final String mcpPath;
    private final MetadataRoute metadata;
    private final FaceRoute face;
    private final Stage<Unidentified> mcp;
    private final Refusal refusal;

    Routes(ResourceUri resource, MetadataRoute metadata, FaceRoute face, Stage<Unidentified> mcp, Refusal refusal) {
        mcpPath = resource.path();
        this.metadata = metadata;
        this.face = face;
        this.mcp = mcp;
        this.refusal = refusal;
    }

    void handle(GuardedExchange exchange) {
        String path = exchange.request().target().path();
        if (metadata.serves(path)) {
            metadata.handle(exchange);
        } else if (isMcp(path)) {
            mcp.handle(exchange, Unidentified.CALLER);
        } else if (face.serves(path)) {
            face.handle(exchange);
        } else {
            refusal.notFound(exchange);
        }
    }

    /// The endpoint's path, also with the slash that some clients add to it.
    private boolean isMcp(String path) {
        return path.equals(mcpPath) || (path.endsWith("/") && path.equals(mcpPath + "/"));
    }
}
