package io.memspike.memristor.table;

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

/** What fuzzing of devices from tables begins with, and what it found. */
class DeviceTableFuzzTest {
    private final DeviceTableFuzz fuzz = new DeviceTableFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        DeviceTableFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound");
        AnyBytes.around(file, DeviceTableFuzz.devices(), DeviceFile::parts, (i, bytes) -> fuzz.device(bytes));
        AnyBytes.around(file, DeviceTableFuzz.tablesOfStates(), StatesTable::read, (i, bytes) -> fuzz.states(bytes));
        AnyBytes.around(
                file, DeviceTableFuzz.tablesOfCurves(), DeviceTableFuzz::curvesOf, (i, bytes) -> fuzz.curves(bytes));
        AnyBytes.around(
                file, DeviceTableFuzz.tablesOfRetention(), RetentionTable::read, (i, bytes) -> fuzz.retention(bytes));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
