package dev.postern.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The JSON Schema of policy files, by which editors complete them. It is published as `docs/policy.schema.json`.
public final class PolicySchema {
    private PolicySchema() {}

    public static String text() {
        try (InputStream schema = PolicySchema.class.getResourceAsStream("policy.schema.json")) {
            if (schema == null) {
                throw new IllegalStateException("the jar was made without its schema");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
