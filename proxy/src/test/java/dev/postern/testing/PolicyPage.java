package dev.postern.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The policies that `docs/policy.md` shows, whole ones first.
public final class PolicyPage {
    private static final Pattern YAML = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL);

    private PolicyPage() {}

    public static String forThePythonServer() throws IOException {
        return shown().getFirst();
    }

    public static String forOurOwnServer() throws IOException {
        return shown().get(1);
    }

    private static List<String> shown() throws IOException {
        return YAML.matcher(Files.readString(Path.of("../docs/policy.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceFirst("```yaml\\R", "").replace("```", ""))
                .toList();
    }
}
