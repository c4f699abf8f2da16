package io.memspike.datasets.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small file with nothing wrong, to be damaged.
 *
 * @param name its format first
 * @param file a name by which it is known
 */
record SoundFile(String name, String file, byte[] bytes) {
    private static final int EVENTS = 300;

    /** One of each way to write each format. */
    static List<SoundFile> all() {
        final Stream<SoundFile> encoded = Encoded.ways().stream()
                .map(way -> new SoundFile(way.name(), way.file(), way.of(way.random(11, EVENTS))));
        final Stream<SoundFile> others = Stream.of(
                new SoundFile("bs1", "a.bs1", Encoded.bs1(Events.random(11, EVENTS, 64, 1, 20_000))),
                hdf("shd", "../shd_train.h5"),
                hdf("dsec", "dsec.h5"),
                hdf("ecf", "cd_ecf.h5"),
                hdf("sonata", "sonata.h5"));
        return Stream.concat(encoded, others).toList();
    }

    private static SoundFile hdf(String layout, String resource) {
        try (InputStream in = SoundFile.class.getResourceAsStream(resource)) {
            return new SoundFile("hdf5 " + layout, "a.h5", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String format() {
        return name.split(" ")[0];
    }

    @Override
    public String toString() {
        return name;
    }
}
