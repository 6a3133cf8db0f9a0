package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Policy files of any content: a policy or sentences, and nothing else.
///
/// Runs the seeds beside it in every build; `bench/fuzz` goes on by itself.
class PolicyFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void policyFile(byte[] file) {
        PolicyFile.Result result = PolicyFile.read("policy.yaml", new String(file, StandardCharsets.UTF_8));

        switch (result) {
            case PolicyFile.Result.Complete(PolicyConfig policy) ->
                assertThat(policy.rules()).extracting(PolicyRule::name).doesNotHaveDuplicates();
            case PolicyFile.Result.Faulty faulty ->
                assertThat(faulty.problems())
                        .isNotEmpty()
                        .allMatch(problem -> problem.startsWith("\"policy.yaml\", line "));
        }
    }
}
