package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {
    @ParameterizedTest
    @CsvSource({"256, 96", "1024, 480", "70, 16", "0, 16", "20000000000, 2147483647"})
    void leavesTwoDescriptorsForEachClientAndSomeForItself(long descriptors, int clients) {
        assertThat(new OpenFiles(descriptors).connections()).isEqualTo(clients);
    }

    @Test
    void readsTheLimitOfThisProcess() {
        assertThat(OpenFiles.limit().descriptors()).isPositive();
    }
}
