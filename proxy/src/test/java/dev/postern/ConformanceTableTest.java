package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/// Holds what the documents promise: every test they name exists, and every rule has one or says that it is open.
class ConformanceTableTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path TESTS = Path.of("src", "test", "java");

    /// A class of tests, maybe with a method; or a method of the class named before it. An ellipsis cuts a long name.
    private static final Pattern NAMED = Pattern.compile("`(?:(\\w+(?:Test|IT))(?:\\.(\\w+)(…)?)?|([a-z]\\w+)(…)?)`");

    private static final Map<String, String> CLASSES = classes();

    private static Map<String, String> classes() {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.map(file -> TESTS.relativize(file).toString())
                    .filter(file -> file.endsWith("Test.java") || file.endsWith("IT.java"))
                    .map(file -> file.replaceAll("[/\\\\]", ".").replace(".java", ""))
                    .collect(Collectors.toMap(name -> name.substring(name.lastIndexOf('.') + 1), name -> name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The last cell of each row of the document's tables that are about tests.
    private static List<String> cells(String document) throws IOException {
        List<String> cells = new ArrayList<>();
        boolean aboutTests = false;
        for (String line : Files.readAllLines(DOCS.resolve(document))) {
            if (!line.startsWith("|")) {
                aboutTests = false;
            } else if (line.endsWith("| test |")) {
                aboutTests = true;
            } else if (aboutTests && !line.startsWith("| ---")) {
                String row = line.substring(0, line.lastIndexOf('|'));
                cells.add(row.substring(row.lastIndexOf('|') + 1).strip());
            }
        }
        return cells;
    }

    private static List<String> missing(String cell) {
        List<String> missing = new ArrayList<>();
        String current = "";
        Matcher named = NAMED.matcher(cell);
        while (named.find()) {
            current = named.group(1) == null ? current : named.group(1);
            String method = named.group(1) == null ? named.group(4) : named.group(2);
            boolean cut = method == null || named.group(3) != null || named.group(5) != null;
            if (!exists(current, method == null ? "" : method, cut)) {
                missing.add(named.group());
            }
        }
        return missing;
    }

    private static boolean exists(String className, String method, boolean cut) {
        String fullName = CLASSES.get(className);
        if (fullName == null) {
            return false;
        }
        try {
            Class<?> tests = Class.forName(fullName, false, ConformanceTableTest.class.getClassLoader());
            return Stream.<Class<?>>iterate(tests, Objects::nonNull, Class::getSuperclass)
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(candidate -> AnnotationSupport.isAnnotated(candidate, Testable.class))
                    .map(Method::getName)
                    .anyMatch(name -> cut ? name.startsWith(method) : name.equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"conformance.md", "tokens.md", "threat-model.md", "reliability.md", "bypasses.md", "attacks.md"})
    void everyNamedTestExists(String document) throws IOException {
        List<String> cells = cells(document);

        assertThat(cells).hasSizeGreaterThan(20);
        assertThat(cells.stream().flatMap(cell -> missing(cell).stream())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"conformance.md", "tokens.md", "threat-model.md", "reliability.md", "bypasses.md", "attacks.md"})
    void everyRowNamesATestOrIsOpen(String document) throws IOException {
        assertThat(cells(document))
                .allMatch(
                        cell -> cell.contains("open") || NAMED.matcher(cell).find() || cell.startsWith("the compiler"));
    }

    @Test
    void aNameThatIsNoTestIsMissed() {
        assertThat(missing("`ConformanceTableTest.everyNamed…`, `aNameThatIsNoTestIsMissed`"))
                .isEmpty();
        assertThat(missing("`ConformanceTableTest.cells`, `NoSuchTest`, `aNameThat`, `ConformanceTableTest`"))
                .containsExactly("`ConformanceTableTest.cells`", "`NoSuchTest`", "`aNameThat`");
    }
}
