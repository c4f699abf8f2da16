package io.memspike.memristor.table;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of devices from tables as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class DeviceTableFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> devices() {
        return bytes(
                "{\"states\": \"s.csv\", \"curves\": \"c.csv\", \"statesVolts\": 0.1, \"readVolts\": 0.2, \"retention\": \"r.csv\"}");
    }

    static Stream<byte[]> tablesOfStates() {
        return bytes("# cells\ntarget_siemens,mean_siemens,deviation_siemens\n1e-6,1.1e-6,2e-7\n3e-6,2.9e-6,1e-7\n");
    }

    static Stream<byte[]> tablesOfCurves() {
        return bytes(
                "volts,amperes\n-0.1,-1e-7\n0,0\n0.1,1e-7\n0.2,3e-7\n",
                "target_siemens,volts,amperes\n1e-6,0.1,1e-7\n1e-6,0.2,3e-7\n3e-6,0.1,3e-7\n3e-6,0.2,6e-7\n");
    }

    static Stream<byte[]> tablesOfRetention() {
        return bytes(
                "seconds,mean_factor,deviation_factor\n1,1,0\n1e6,0.9,0.05\n",
                "target_siemens,seconds,mean_factor,deviation_factor\n1e-6,1,1,0\n1e-6,9,1,0.1\n3e-6,1,1,0\n3e-6,8,1,0\n");
    }

    private static Stream<byte[]> bytes(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** What can be asked of curves, asked. */
    static void curvesOf(Path file) throws IOException {
        CurvesTable.read(file).ratio(2e-6, 0.2, 0.1);
    }

    @MethodSource("devices")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void device(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, DeviceFile::parts);
    }

    @MethodSource("tablesOfStates")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void states(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, StatesTable::read);
    }

    @MethodSource("tablesOfCurves")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void curves(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, DeviceTableFuzz::curvesOf);
    }

    @MethodSource("tablesOfRetention")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void retention(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, RetentionTable::read);
    }
}
