package dev.postern.config;

import dev.postern.config.RateLimitConfig.Per;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads the limits of a policy file.
final class PolicyLimitReader {
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,8}) ?/ ?(s|min|h|day)");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Map<String, Duration> WINDOWS = Map.of(
            "s", Duration.ofSeconds(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "day", Duration.ofDays(1));

    private final PolicyProblems problems;
    private final PolicyValues values;
    private final Set<String> names = new HashSet<>();

    PolicyLimitReader(PolicyProblems problems) {
        this.problems = problems;
        this.values = new PolicyValues(problems);
    }

    /// So many in so long a time.
    private record Rate(long permits, Duration window) {}

    /// The limit, empty where it is none; what is wrong is kept either way.
    Optional<RateLimitConfig> read(Node node) {
        return PolicyMap.of(node, "a limit such as {name: user, per: subject, rate: 100/min}", problems)
                .flatMap(this::read);
    }

    private Optional<RateLimitConfig> read(PolicyMap map) {
        map.allow(PolicyFields.OF_LIMIT);
        Optional<ScalarNode> name = values.name(map, "limit");
        name.filter(text -> !names.add(text.getValue()))
                .ifPresent(text -> problems.at(
                        text,
                        "another limit is called %s too; expected each name once"
                                .formatted(Quoted.of(text.getValue()))));
        Set<Per> per = per(map);
        PolicyTargets targets = values.targets(map);
        Optional<Rate> rate = rate(map);
        Optional<Long> burst = map.get(PolicyFields.BURST).flatMap(this::burst);
        if (name.isEmpty() || rate.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RateLimitConfig(
                name.get().getValue(),
                per,
                targets,
                rate.get().permits(),
                rate.get().window(),
                burst.orElse(rate.get().permits())));
    }

    private Set<Per> per(PolicyMap map) {
        Set<Per> all = new LinkedHashSet<>();
        Optional<Node> node = map.get(PolicyFields.PER);
        if (node.isEmpty()) {
            problems.at(map.node(), "a limit that counts nobody; expected a line such as per: subject");
            return all;
        }
        String expected = "one of subject, client, tool, address";
        for (ScalarNode text : values.texts(node.get(), expected)) {
            try {
                Per per = Per.valueOf(text.getValue().toUpperCase(Locale.ROOT));
                if (!per.name().toLowerCase(Locale.ROOT).equals(text.getValue())) {
                    problems.at(text, "%s; expected %s".formatted(Quoted.of(text.getValue()), expected));
                }
                all.add(per);
            } catch (IllegalArgumentException _) {
                problems.at(text, "%s; expected %s".formatted(Quoted.of(text.getValue()), expected));
            }
        }
        return all;
    }

    private Optional<Rate> rate(PolicyMap map) {
        Optional<Node> node = map.get(PolicyFields.RATE);
        if (node.isEmpty()) {
            problems.at(map.node(), "a limit without a rate; expected a line such as rate: 100/min");
            return Optional.empty();
        }
        String expected = "a number, / and one of s, min, h, day, such as 100/min";
        return values.text(node.get(), expected).flatMap(text -> {
            Matcher matcher = RATE.matcher(text.getValue());
            if (!matcher.matches()) {
                problems.at(text, "%s is no rate; expected %s".formatted(Quoted.of(text.getValue()), expected));
                return Optional.empty();
            }
            return Optional.of(new Rate(
                    Long.parseLong(matcher.group(1)), WINDOWS.getOrDefault(matcher.group(2), Duration.ofSeconds(1))));
        });
    }

    private Optional<Long> burst(Node node) {
        String expected = "a whole number from 1, such as 100";
        return values.text(node, expected).flatMap(text -> {
            if (!COUNT.matcher(text.getValue()).matches()) {
                problems.at(text, "%s; expected %s".formatted(Quoted.of(text.getValue()), expected));
                return Optional.empty();
            }
            return Optional.of(Long.parseLong(text.getValue()));
        });
    }
}
