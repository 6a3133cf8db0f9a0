package dev.postern.config;

import java.util.Optional;

/// Reads the policy file that the settings name.
final class PolicyReader {
    private final Values values;
    private final TextFiles files;

    PolicyReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    /// What it says, nothing where there is none or it cannot be read.
    PolicyConfig read() {
        Optional<String> file = values.optional(Option.POLICY, Parsed.Value::new);
        if (file.isEmpty()) {
            return PolicyConfig.NONE;
        }
        Optional<String> text = files.read(file.get());
        if (text.isEmpty()) {
            values.problem("%s is %s, which cannot be read; expected a YAML file in UTF-8."
                    .formatted(Option.POLICY.flag(), Quoted.of(file.get())));
            return PolicyConfig.NONE;
        }
        return switch (PolicyFile.read(file.get(), text.get())) {
            case PolicyFile.Result.Complete(PolicyConfig policy) -> policy;
            case PolicyFile.Result.Faulty faulty -> {
                faulty.problems().forEach(values::problem);
                yield PolicyConfig.NONE;
            }
        };
    }
}
