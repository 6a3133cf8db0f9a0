package dev.postern.oscal.e2e;

import dev.postern.counterparts.NodePackage;
import dev.postern.counterparts.PythonEnvironment;
import java.nio.file.Path;

/// Where the suite has its parts. What is installed, and the lock files it comes from, are those of the suite of
/// `proxy`, so that there is one place to raise a version, and nothing is installed twice.
final class Folders {
    static final Path SCRIPTS = Path.of("src/test/e2e").toAbsolutePath();
    static final Path LOCKS = Path.of("../proxy/src/test/e2e").toAbsolutePath().normalize();
    static final Path WORK = Path.of("../proxy/target/e2e").toAbsolutePath().normalize();

    private Folders() {}

    /// Our scripts of this name beside the packages of the lock file of this name.
    static NodePackage node(String name) {
        NodePackage.installed(LOCKS, name, WORK);
        return NodePackage.copied(SCRIPTS, name, WORK);
    }

    static PythonEnvironment python() {
        return PythonEnvironment.prepared(WORK.resolve("python"), LOCKS.resolve("python/requirements.txt"));
    }
}
