package dev.postern.oscal.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Small documents of our own, for a look around without a library.
public final class Samples implements Library.Shelves {
    private static final List<String> NAMES =
            List.of("harbour-catalog.json", "harbour-profile.json", "harbour-components.json", "harbour-ssp.json");

    @Override
    public boolean change() {
        return false;
    }

    @Override
    public List<Source> sources() throws IOException {
        return NAMES.stream().<Source>map(Sample::new).toList();
    }

    private record Sample(String name) implements Source {
        @Override
        public long size() {
            return bytes().length;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String read() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        private byte[] bytes() {
            try (InputStream in = Samples.class.getResourceAsStream("samples/" + name)) {
                return Objects.requireNonNull(in).readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
