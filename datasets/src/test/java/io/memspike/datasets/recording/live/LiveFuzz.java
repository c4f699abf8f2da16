package io.memspike.datasets.recording.live;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.testing.AnyBytes;
import io.memspike.testing.JaerWindows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** What cameras send, as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class LiveFuzz {
    private static final long MOMENT_NANOS = 100_000;

    @TempDir
    static Path directory;

    static Stream<byte[]> memories() {
        return Stream.of(JaerWindows.of(34, 34, 4, k -> 10 * k), JaerWindows.of(128, 96, 1, k -> k));
    }

    static Stream<byte[]> datagrams() {
        final ByteBuffer one = ByteBuffer.allocate(20);
        one.putInt(1).putInt(0x7ffe).putInt(100).putInt(0x0101).putInt(90);
        return Stream.of(one.array());
    }

    static void readMemory(Path file) throws IOException {
        try (JaerMemory memory = JaerMemory.open(file, MOMENT_NANOS)) {
            memory.replay((micros, x, y, on) -> require(memory, micros, x, y));
            requireCount(memory.lost());
        }
    }

    private static void require(LiveSource source, long micros, int x, int y) {
        if (micros < 0 || x < 0 || x >= source.width() || y < 0 || y >= source.height()) {
            throw new AssertionError("event at " + x + ", " + y + ", " + micros);
        }
    }

    private static void requireCount(long lost) {
        if (lost < 0) {
            throw new AssertionError("lost " + lost);
        }
    }

    @MethodSource("memories")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void memory(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, LiveFuzz::readMemory);
    }

    /** As one datagram, and cut in two. */
    @MethodSource("datagrams")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void datagram(byte[] bytes) throws IOException {
        for (final String chip : new String[] {"dvs128", "davis240", "cochlea"}) {
            try (JaerDatagrams source = JaerDatagrams.open(0, chip, MOMENT_NANOS)) {
                final byte[] behind = Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length);
                for (final byte[] each : new byte[][] {bytes, behind, Arrays.copyOf(bytes, bytes.length / 2)}) {
                    source.take(each, each.length, (micros, x, y, on) -> require(source, micros, x, y));
                }
                requireCount(source.lost());
            }
        }
    }
}
