package dev.postern.oscal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each row of `docs/oscal-attacks.md` names tests, and those are there.
class AttacksPageTest {
    /// A class and a method, or a method of the class named before it.
    private static final Pattern NAMED = Pattern.compile("`(?:(\\w+Test)\\.)?([a-z]\\w+)`");

    @Test
    void namesOnlyTestsThatThereAre() throws IOException {
        List<String> missing = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(Path.of("../docs/oscal-attacks.md"))) {
            if (line.startsWith("|") && !line.startsWith("| ---") && !line.endsWith("| test |")) {
                rows++;
                missing.addAll(missing(line.split("\\|", -1)[3]));
            }
        }

        assertThat(rows).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    private static List<String> missing(String cell) throws IOException {
        List<String> missing = new ArrayList<>();
        String tests = "";
        Matcher named = NAMED.matcher(cell);
        boolean any = false;
        while (named.find()) {
            any = true;
            tests = named.group(1) == null ? tests : source(named.group(1));
            if (!tests.contains("void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }
        return any ? missing : List.of("a row without a test: " + cell);
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Path file = files.filter(each -> each.endsWith(name + ".java"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        }
    }
}
