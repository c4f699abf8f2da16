package io.memspike.datasets.recording.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.recording.filter.FilteredSource;
import io.memspike.testing.JaerWindows;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JaerTest {
    private static final long IDLE = 2_000_000_000L;
    private static final int WINDOWS = 20;
    private static final int EVENTS = 50;

    /** Writes windows as jAER does, each once the one before has been read, which it is told by a line. */
    private static final String WRITER = """
            import mmap, struct, sys
            slot = 64 + 16 * 100
            with open(sys.argv[1] + '.tmp', 'wb') as f:
                f.write((b'JAER' + struct.pack('<HHIIIIHHqI', 1, 0, 0, 346, 260, 0, 16, 2, 0, 100)).ljust(slot, b'\\0') * 2)
            f = open(sys.argv[1] + '.tmp', 'r+b')
            m = mmap.mmap(f.fileno(), 2 * slot)
            import os
            os.rename(sys.argv[1] + '.tmp', sys.argv[1])
            for seq in range(1, int(sys.argv[2]) + 1):
                at = (seq & 1) * slot
                n = int(sys.argv[3])
                for i in range(n):
                    k = (seq - 1) * n + i
                    struct.pack_into('<qHHBxxx', m, at + 64 + 16 * i, 1000 + k, k % 346, k % 260, k & 1)
                struct.pack_into('<I', m, at + 20, n)
                struct.pack_into('<I', m, at + 8, seq)
                if seq > 1:
                    sys.stdin.readline()
            """;

    @TempDir
    Path directory;

    private record Seen(long micros, int x, int y, boolean on) {}

    @Test
    void shouldReadWhatAnotherProcessPublishes() throws Exception {
        Outside.need(hasPython(), "python3 is not installed");
        final Path file = directory.resolve("events.mmap");
        final Process writer = new ProcessBuilder(
                        "python3", "-c", WRITER, file.toString(), Integer.toString(WINDOWS), Integer.toString(EVENTS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final List<Seen> seen = new ArrayList<>();
        try (JaerMemory memory = JaerMemory.open(file, 20 * IDLE)) {
            final Thread reader = Thread.currentThread();
            memory.replay((micros, x, y, on) -> {
                seen.add(new Seen(micros, x, y, on));
                if (seen.size() % EVENTS == 0) {
                    next(writer);
                }
                if (seen.size() == WINDOWS * EVENTS) {
                    reader.interrupt();
                }
            });
            assertTrue(Thread.interrupted());

            assertEquals(List.of(346, 260), List.of(memory.width(), memory.height()));
            assertEquals(0, memory.lost());
        } finally {
            writer.destroy();
        }
        for (int k = 0; k < WINDOWS * EVENTS; k++) {
            assertEquals(new Seen(1000 + k, k % 346, k % 260, k % 2 == 1), seen.get(k));
        }
    }

    private static void next(Process writer) {
        try {
            writer.getOutputStream().write('\n');
            writer.getOutputStream().flush();
        } catch (IOException e) {
            assertTrue(!writer.isAlive() || writer.toHandle().isAlive(), "the writer has left after its last window");
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldRefuseWhatJaerDoesNotWrite() throws IOException {
        final Path file = Files.write(directory.resolve("a"), new byte[2 * 80]);

        final FileFormatException e = assertThrows(FileFormatException.class, () -> JaerMemory.open(file, IDLE));

        assertEquals(
                file + ": offset 0: expected JAER and events, kind 2, found other bytes, or kind 0", e.getMessage());
    }

    @Test
    void shouldReadDatagramsAndCountThoseThatNeverCame() throws IOException {
        final List<Seen> seen = new ArrayList<>();
        try (JaerDatagrams datagrams = JaerDatagrams.open(0, "dvs128", 20 * IDLE);
                DatagramSocket socket = new DatagramSocket()) {
            for (final int number : new int[] {7, 8, 11}) {
                send(socket, datagrams.port(), number);
            }
            final Thread reader = Thread.currentThread();
            datagrams.replay((micros, x, y, on) -> {
                seen.add(new Seen(micros, x, y, on));
                if (seen.size() == 6) {
                    reader.interrupt();
                }
            });
            assertTrue(Thread.interrupted());
            assertEquals(2, datagrams.lost());
        }
        assertEquals(List.of(new Seen(700, 5, 3, true), new Seen(701, 6, 3, false)), seen.subList(0, 2));
        assertEquals(new Seen(1101, 6, 3, false), seen.get(5));
    }

    private static final List<FilterChoice> HALVED_ON =
            List.of(FilterChoice.of("polarity:keep=1"), FilterChoice.of("downsample:by=2"));

    /** What cameras tell is filtered as it comes: nothing waits for a batch, and the reader is told of each event at once. */
    @Test
    void shouldFilterDatagramsAsTheyCome() throws IOException {
        final List<Seen> seen = new ArrayList<>();
        try (JaerDatagrams datagrams = JaerDatagrams.open(0, "dvs128", 20 * IDLE);
                DatagramSocket socket = new DatagramSocket()) {
            final FilteredSource source = new FilteredSource(datagrams, HALVED_ON, 1);
            assertEquals(List.of(64, 64), List.of(source.width(), source.height()));
            send(socket, datagrams.port(), 1);
            final Thread reader = Thread.currentThread();
            source.replay((micros, x, y, on) -> {
                seen.add(new Seen(micros, x, y, on));
                if (seen.size() == 3) {
                    reader.interrupt();
                } else {
                    send(socket, datagrams.port(), seen.size() + 1); // the next, once this one was told
                }
            });
            assertTrue(Thread.interrupted());
        }
        assertEquals(List.of(new Seen(100, 2, 1, true), new Seen(200, 2, 1, true), new Seen(300, 2, 1, true)), seen);
    }

    /** An ON event at 5, 3 and an OFF event at 6, 3. */
    private static void send(DatagramSocket socket, int port, int number) {
        final ByteBuffer bytes = ByteBuffer.allocate(20);
        bytes.putInt(number).putInt(3 << 8 | 127 - 5 << 1).putInt(100 * number);
        bytes.putInt(3 << 8 | 127 - 6 << 1 | 1).putInt(100 * number + 1);
        try {
            socket.send(new DatagramPacket(bytes.array(), 20, InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldFilterWhatIsInMemory() throws IOException {
        final Path file = Files.write(
                directory.resolve("events.mmap"), JaerWindows.of(69, 68, EVENTS, k -> 1_000 + k)); // half are ON
        final List<Seen> seen = new ArrayList<>();
        final JaerMemory memory = JaerMemory.open(file, 20 * IDLE);
        final FilteredSource source = new FilteredSource(memory, HALVED_ON, 1);
        final Thread reader = Thread.currentThread();
        source.replay((micros, x, y, on) -> {
            seen.add(new Seen(micros, x, y, on));
            if (seen.size() == EVENTS) {
                reader.interrupt();
            }
        });
        assertTrue(Thread.interrupted());

        assertEquals(List.of(35, 34), List.of(source.width(), source.height()));
        for (int i = 0; i < EVENTS; i++) {
            final int k = 2 * i + 1;
            assertEquals(new Seen(1000 + k, k % 69 / 2, k % 68 / 2, true), seen.get(i));
        }
    }
}
