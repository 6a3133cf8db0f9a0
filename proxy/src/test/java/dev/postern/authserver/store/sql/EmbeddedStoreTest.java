package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Store;
import dev.postern.config.StoreConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The promises of a store, by a file that is one process's own.
class EmbeddedStoreTest extends StoreContract {
    @TempDir
    private Path folder;

    @Override
    Store open() {
        return SqlStore.open(new StoreConfig.Embedded(folder, null));
    }
}
