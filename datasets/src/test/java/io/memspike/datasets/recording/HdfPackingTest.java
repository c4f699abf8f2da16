package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.Events.Event;
import io.memspike.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole HDF5 files whose chunks are packed by filters that are no part of HDF5. */
class HdfPackingTest {
    private static final int CHUNK = 3_000;

    /** Of four chunks. */
    private static final Events EVENTS = Events.random(7, 4 * CHUNK, 640, 480, 3_000);

    @TempDir
    Path directory;

    private static DatasetCreationOptions packed(int codec, boolean isShuffled, boolean isSplit, int element) {
        return DatasetCreationOptions.builder()
                .chunkDimensions(CHUNK)
                .filter(new Blosc(codec, isShuffled, isSplit, element))
                .build();
    }

    private Path blosc(int codec, boolean isShuffled, boolean isSplit) {
        final int[] t = new int[EVENTS.list().size()];
        final short[] x = new short[t.length];
        final short[] y = new short[t.length];
        final byte[] p = new byte[t.length];
        for (int i = 0; i < t.length; i++) {
            final Event event = EVENTS.list().get(i);
            t[i] = (int) event.micros();
            x[i] = (short) event.x();
            y[i] = (short) event.y();
            p[i] = (byte) event.polarity();
        }
        final Path file = directory.resolve("blosc.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            final WritableGroup group = hdf.putGroup("events");
            group.putDataset("t", t, packed(codec, isShuffled, isSplit, Integer.BYTES));
            group.putDataset("x", x, packed(codec, isShuffled, isSplit, Short.BYTES));
            group.putDataset("y", y, packed(codec, isShuffled, isSplit, Short.BYTES));
            group.putDataset("p", p, packed(codec, isShuffled, isSplit, Byte.BYTES));
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "-1, false, false",
        "0, false, false",
        "0, true, true",
        "1, false, true",
        "1, true, false",
        "1, true, true",
        "2, true, true",
        "2, false, false",
        "3, true, true",
        "3, false, false",
        "4, true, true",
        "4, true, false"
    })
    void shouldReadBlosc(int codec, boolean isShuffled, boolean isSplit) throws IOException {
        final Path file = blosc(codec, isShuffled, isSplit);

        assertEquals(EVENTS, Events.read(file));
        if (isShuffled) {
            final long size = Files.size(file);
            assertTrue(size < 9 * EVENTS.list().size() * 3 / 4, "an event is 9 bytes, all are " + size);
        }
    }

    @Test
    void shouldRefuseACodecThatThereIsNot() {
        final FileFormatException e = assertThrows(FileFormatException.class, () -> Events.read(blosc(5, true, true)));

        assertTrue(e.getMessage().endsWith("Blosc: expected codec 0 to 4, found 5"), e.getMessage());
    }

    /** As Prophesee's programs write it: records in /CD/events, without an end, each of ECF's three ways. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldReadEcf(int way) throws IOException, InterruptedException {
        final Python python = Python.with(directory, "h5py", "numpy");
        final List<Object> arguments = new ArrayList<>();
        final Path file = directory.resolve("events.hdf5");
        arguments.add(file);
        arguments.add(CHUNK);
        for (int from = 0; from < EVENTS.list().size(); from += CHUNK) {
            final byte[] chunk = HdfRecordingTest.ecf(EVENTS.list().subList(from, from + CHUNK), way);
            arguments.add(Files.write(directory.resolve("chunk" + from), chunk));
        }
        python.lines("""
                import sys, h5py, numpy
                size, chunks = int(sys.argv[2]), sys.argv[3:]
                event = numpy.dtype({'names': ['x', 'y', 'p', 't'], 'formats': ['<u2', '<u2', '<i2', '<i8'],
                                     'offsets': [0, 2, 4, 8], 'itemsize': 16})
                with h5py.File(sys.argv[1], 'w') as file:
                    file.attrs['geometry'] = '640x480'
                    how = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                    how.set_chunk((size,))
                    how.set_filter(0x8ecf, h5py.h5z.FLAG_OPTIONAL, ())
                    space = h5py.h5s.create_simple((size * len(chunks),), (h5py.h5s.UNLIMITED,))
                    events = h5py.h5d.create(file.create_group('CD').id, b'events', h5py.h5t.py_create(event), space, how)
                    for i, chunk in enumerate(chunks):
                        with open(chunk, 'rb') as bytes:
                            events.write_direct_chunk((i * size,), bytes.read())
                """, arguments.toArray());

        assertEquals("hdf5", Recording.open(file).format());
        assertEquals(EVENTS, Events.read(file));
        final RecordingSummary summary = RecordingSummary.of(Recording.open(file));
        assertEquals(640, summary.width());
        assertEquals(480, summary.height());
    }
}
