package dev.postern.packages;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which package of a module may use which, and in which a library lives.
public final class PackageTable {
    private final String root;
    private final JavaClasses classes;

    /// @param root the package that all of the module is below
    public PackageTable(String root) {
        this.root = root + ".";
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    public JavaClasses classes() {
        return classes;
    }

    /// The packages there are, each by the first part of its name below the root.
    public Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        classes.forEach(javaClass -> packages.add(packageOf(javaClass)));
        return packages;
    }

    /// What uses a package that its row does not name.
    public Set<String> forbidden(Map<String, Set<String>> mayUse) {
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass javaClass : classes) {
            String from = packageOf(javaClass);
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (isOurs(target)
                        && !packageOf(target).equals(from)
                        && !mayUse.getOrDefault(from, Set.of()).contains(packageOf(target))) {
                    forbidden.add(from + " uses " + packageOf(target) + ": " + dependency.getDescription());
                }
            }
        }
        return forbidden;
    }

    /// What uses a library away from its homes.
    ///
    /// @param homes by the package that a library is below
    public Set<String> strays(Map<String, Set<String>> homes) {
        Set<String> strays = new TreeSet<>();
        for (JavaClass javaClass : classes) {
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName() + ".";
                homes.forEach((library, allowed) -> {
                    if (target.startsWith(library + ".") && !allowed.contains(packageOf(javaClass))) {
                        strays.add(packageOf(javaClass) + " uses " + library);
                    }
                });
            }
        }
        return strays;
    }

    /// The classes elsewhere that use a package.
    public Set<String> usersOf(String name) {
        Set<String> users = new TreeSet<>();
        for (JavaClass javaClass : classes) {
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (isOurs(target)
                        && packageOf(target).equals(name)
                        && !packageOf(javaClass).equals(name)) {
                    users.add(javaClass.getSimpleName());
                }
            }
        }
        return users;
    }

    private boolean isOurs(JavaClass javaClass) {
        return javaClass.getPackageName().startsWith(root);
    }

    private String packageOf(JavaClass javaClass) {
        return isOurs(javaClass)
                ? javaClass.getPackageName().substring(root.length()).split("\\.", 2)[0]
                : "";
    }
}
