package io.memspike.memristor;

import io.memspike.memristor.device.MeasuredHistogram;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.testing.AnyBytes;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of measured devices and constants begins with, and what it found. */
class TableFuzzTest {
    private final TableFuzz fuzz = new TableFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        TableFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, TableFuzz.histograms(), MeasuredHistogram::read, (i, bytes) -> fuzz.histogram(bytes));
        AnyBytes.around(file, TableFuzz.sets(), EnergyConstants::read, (i, bytes) -> fuzz.constants(bytes));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
