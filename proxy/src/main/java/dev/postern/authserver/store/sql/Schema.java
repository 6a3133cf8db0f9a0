package dev.postern.authserver.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/// The tables, as the migrations make them: Flyway applies in order those that the database has not seen.
final class Schema {
    /// Named here, so that nobody searches the class path for them.
    private static final List<String> MIGRATIONS = List.of("V1__first_tables.sql");

    private Schema() {}

    /// Brings the tables up to date. Replicas that start together wait for each other.
    static void migrate(DataSource database) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .resourceProvider(new Migrations())
                .javaMigrationClassProvider(List::of)
                .table("postern_schema")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /// What Flyway finds instead of a class path.
    private static final class Migrations implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return MIGRATIONS.contains(name) ? new Migration(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return MIGRATIONS.stream()
                    .filter(name -> !prefix.isEmpty() && name.startsWith(prefix) && endsWithOneOf(name, suffixes))
                    .<LoadableResource>map(Migration::new)
                    .toList();
        }

        private static boolean endsWithOneOf(String name, String[] suffixes) {
            for (String suffix : suffixes) {
                if (!suffix.isEmpty() && name.toLowerCase(Locale.ROOT).endsWith(suffix)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// One migration, in the jar beside this class.
    private static final class Migration extends LoadableResource {
        private final String name;

        Migration(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream stream = Schema.class.getResourceAsStream(name)) {
                if (stream == null) {
                    throw new IllegalStateException("the migration " + name + " is missing");
                }
                return new StringReader(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
