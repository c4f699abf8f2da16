package io.memspike.memristor;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.memristor.device.MeasuredHistogram;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of measured devices and of constants as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class TableFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> histograms() {
        final String table =
                "# cells\nconductance_low_siemens,conductance_high_siemens,count\n1e-6,2e-6,17\n2e-6,3.5e-6,4\n";
        return Stream.of(table.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<byte[]> sets() throws IOException {
        try (InputStream in = EnergyConstants.class.getResourceAsStream("energy-45nm.json")) {
            return Stream.of(in.readAllBytes());
        }
    }

    @MethodSource("histograms")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void histogram(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, MeasuredHistogram::read);
    }

    @MethodSource("sets")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void constants(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, EnergyConstants::read);
    }
}
