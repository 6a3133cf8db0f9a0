package dev.postern.oscal.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oscal.library.Library;
import dev.postern.oscal.mcp.Resource;
import dev.postern.oscal.mcp.ResourceContents;
import dev.postern.oscal.mcp.ResourceTemplate;
import dev.postern.oscal.mcp.Resources;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.testing.TestLibrary;
import dev.postern.oscal.tree.Once;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OscalResourcesTest {
    private static final Library LIBRARY = TestLibrary.samples();
    private static final Resources RESOURCES =
            Resources.of(List.of(new LibraryResources(LIBRARY), new SchemaResources(new Once<>(OscalSchema::bundled))));

    @AfterAll
    static void close() {
        LIBRARY.close();
    }

    @Test
    void readsEachThatItLists() {
        List<Resource> listed = RESOURCES.list();

        assertThat(listed)
                .extracting(Resource::uri)
                .contains("oscal://catalog/harbour-catalog", "oscal://schema/profile")
                .doesNotHaveDuplicates();
        assertThat(listed)
                .allSatisfy(resource -> assertThat(RESOURCES.read(resource.uri()))
                        .hasValueSatisfying(contents -> assertThat(contents)
                                .isInstanceOfSatisfying(ResourceContents.Text.class, text -> {
                                    assertThat(text.mimeType()).isEqualTo(resource.mimeType());
                                    assertThat(text.text()).isNotBlank();
                                })));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oscal://schema/mapping-collection",
                "oscal://schema/",
                "oscal://catalog/none",
                "oscal://catalog/../harbour-catalog",
                "file:///etc/hostname",
                ""
            })
    void readsNothingElse(String uri) {
        assertThat(RESOURCES.read(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "oscal://schema/{model},   model, pro,     profile",
        "oscal://{model}/{+name},  model, cat,     catalog",
        "oscal://{model}/{+name},  name,  Harbour, harbour-catalog",
    })
    void completesItsTemplates(String template, String variable, String begun, String completed) {
        assertThat(RESOURCES.templates())
                .extracting(ResourceTemplate::uriTemplate)
                .contains(template);
        assertThat(RESOURCES.complete(template, variable, begun)).contains(completed);
    }
}
