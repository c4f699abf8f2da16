package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.flatbuffers.FlatBufferBuilder;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.Events.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads as long as they may be take no longer than their length, and no deeper a stack. */
class LongHeadsTest {
    private static final int LONG = 900_000;
    private static final String NODE = "<node name=\"0\" path=\"/outInfo/0/\">";
    private static final String EVENTS = "<attr key=\"typeIdentifier\" type=\"string\">EVTS</attr>";
    private static final String SIZE =
            "<attr key=\"sizeX\" type=\"int\">346</attr><attr key=\"sizeY\" type=\"int\">260</attr>";

    @TempDir
    Path directory;

    private Path aedat4(String streams) throws IOException {
        final FlatBufferBuilder head = new FlatBufferBuilder();
        final int text = head.createString(streams);
        head.startTable(3);
        head.addInt(0, 0, 0);
        head.addLong(1, -1, 0);
        head.addOffset(2, text, 0);
        head.finishSizePrefixed(head.endTable(), "IOHE");
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("#!AER-DAT4.0\r\n".getBytes(StandardCharsets.ISO_8859_1));
        file.write(head.sizedByteArray());
        return Files.write(directory.resolve("a.aedat4"), file.toByteArray());
    }

    private static int width(Path file) throws IOException {
        try (EventReader reader = Recording.open(file).read()) {
            return reader.width();
        }
    }

    @Test
    void shouldFindTheStreamOfEventsBehindALongText() throws IOException {
        assertEquals(346, width(aedat4(NODE + "x".repeat(LONG) + EVENTS + SIZE)));
        assertEquals(346, width(aedat4(NODE + "<node name=\"1\" path=\"/\">" + EVENTS + SIZE)));
        assertEquals(0, width(aedat4("x".repeat(LONG))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<node name=\"1\"", "<node name=\"1\">", "<node name=\"1\">typeIdentifier\"", "\"sizeX\""})
    void shouldReadWhatRepeats(String part) throws IOException {
        final String repeated = part.repeat(LONG / part.length());

        assertEquals(0, width(aedat4(repeated)));
        assertEquals(0, width(aedat4(NODE + EVENTS + repeated)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"% geometry", "% width", "% height", "% evt"})
    void shouldReadLinesOfBlanks(String begin) throws IOException {
        final String line = begin + " ".repeat(200_000) + "x\n";
        final byte[] bytes = ("% evt 2.0\n" + line.repeat(4) + "% end\n").getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(0, width(Files.write(directory.resolve("a.raw"), bytes)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'descr': [",
                "'descr': ['",
                "'descr': '",
                "],   ",
                "'descr': [],    ",
                "'shape': (1",
                "('t', '<i8'), ",
                " "
            })
    void shouldRefuseHeadsOfArraysThatRepeat(String part) throws IOException {
        final String head = part.repeat(60_000 / part.length());
        final ByteBuffer file = ByteBuffer.allocate(10 + head.length()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) head.length());
        file.put(head.getBytes(StandardCharsets.ISO_8859_1));
        final Path path = Files.write(directory.resolve("a.npy"), file.array());

        assertThrows(FileFormatException.class, () -> width(path));
    }

    @Test
    void shouldReadManyShortLines() throws IOException {
        final byte[] bytes = ("% evt 2.0\n" + "%\n".repeat(LONG / 2) + "% geometry 640x480\n% end\n")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(640, width(Files.write(directory.resolve("a.raw"), bytes)));
    }

    @Test
    void shouldRefuseAHeadWithoutAnEnd() throws IOException {
        final Path file = Files.write(
                directory.resolve("a.raw"), ("% evt 2.0\n" + "%\n".repeat(LONG)).getBytes(StandardCharsets.ISO_8859_1));

        final FileFormatException e = assertThrows(FileFormatException.class, () -> width(file));

        assertTrue(e.getMessage().endsWith("expected a header of at most 1048576 bytes, found more"), e.getMessage());
    }

    @Test
    void shouldForgetCommentsBehindTheFirst() throws IOException {
        final String text = "# width 640 height 480\n" + "# width 9 height 9\n".repeat(100_000) + "5 1 2 1\n";

        final Path file = Files.write(directory.resolve("a.txt"), text.getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(640, width(file));
        assertEquals(List.of(new Event(5, 1, 2, 1)), Events.read(file).list());
    }
}
