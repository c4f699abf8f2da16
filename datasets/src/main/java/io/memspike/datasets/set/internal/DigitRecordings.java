package io.memspike.datasets.set.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.SeriesSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.ZipArchive;
import io.memspike.datasets.sound.internal.LogMel;
import io.memspike.datasets.sound.internal.Resampler;
import io.memspike.datasets.sound.internal.WaveFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The recordings of the Free Spoken Digit Dataset, {@code recordings/DIGIT_SPEAKER_NUMBER.wav}, read in place in the archive
 * {@code free-spoken-digit-dataset.zip}, or where that is not there, unpacked in a folder of that name, which may hold others of
 * one's own. The official
 * test split has the recordings 0 to 4 of each speaker and digit. Both splits go through digits, then speakers, then
 * recordings.
 */
final class DigitRecordings {
    /** Samples a second that every recording is brought to. */
    static final int RATE = LogMel.RATE; // which all features are of

    static final String SOURCE = "Free Spoken Digit Dataset, Jakobovski and contributors; CC BY-SA 4.0";

    private static final String NAME = "free-spoken-digit-dataset";
    private static final String ARCHIVE = NAME + ".zip";
    private static final String FOLDER = "recordings/";
    private static final Pattern FILE = Pattern.compile("recordings/([0-9])_([a-z]+)_([0-9]{1,6})\\.wav");
    private static final int TEST = 5; // recordings of each speaker and digit
    private static final long MOST_BYTES = 1L << 27; // of a recording: more than an hour at 16 bits

    /** Where recordings lie. */
    private interface Place {
        List<String> names() throws IOException;

        String of(String entry);

        byte[] bytes(String entry) throws IOException;
    }

    /** Makes a series of a recording. */
    @FunctionalInterface
    interface Converter {
        /** Writes the frames of a recording into their place. */
        void convert(double[] sound, float[] into, int offset);
    }

    private record Recording(String entry, int digit, String speaker, int number) {}

    private DigitRecordings() {}

    static boolean isPresent(Path data, String set) {
        return folder(data, set) != null || Places.has(data, set, ARCHIVE);
    }

    private static Path folder(Path data, String set) {
        return Stream.of(data, data.resolve(NAME), data.resolve(set))
                .map(each -> each.resolve(FOLDER))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    /**
     * Reads one part.
     *
     * @param set its name
     * @param split which
     * @param frames of a series
     * @param bands values of a frame
     * @param heard samples that the converter needs, at most
     * @param covered samples that the frames cover
     */
    static SeriesSet open(
            Path data, String set, Split split, int frames, int bands, int heard, int covered, Converter converter)
            throws IOException {
        final Path folder = folder(data, set);
        final Place place = folder == null || Places.has(data, set, ARCHIVE)
                ? zipped(Places.find(data, set, ARCHIVE))
                : unpacked(folder.getParent());
        final List<Recording> recordings = recordings(place, split);
        final float[] values = new float[recordings.size() * frames * bands];
        final Hearing hearing = new Hearing((double) covered / RATE);
        for (int i = 0; i < recordings.size(); i++) {
            converter.convert(hearing.sound(place, recordings.get(i).entry(), heard), values, i * frames * bands);
        }
        final int[] labels = recordings.stream().mapToInt(Recording::digit).toArray();
        return new SeriesSet(
                set, bands, frames, IdxImages.DIGITS.size(), values, labels, hearing.remark(set, labels.length));
    }

    private static List<Recording> recordings(Place place, Split split) throws IOException {
        final List<Recording> recordings = new ArrayList<>();
        for (final String entry : place.names()) {
            final Matcher name = FILE.matcher(entry);
            if (!name.matches()) {
                throw new FileFormatException(
                        place.of(entry) + ": expected " + FOLDER + "DIGIT_SPEAKER_NUMBER.wav, found another name");
            }
            final int number = Integer.parseInt(name.group(3));
            if (number < TEST == (split == Split.TEST)) {
                recordings.add(new Recording(entry, Integer.parseInt(name.group(1)), name.group(2), number));
            }
        }
        if (recordings.isEmpty()) {
            throw new FileFormatException(place.of(FOLDER) + ": expected recordings "
                    + (split == Split.TEST ? "0 to 4" : "from 5 on") + ", found none");
        }
        recordings.sort(Comparator.comparingInt(Recording::number)
                .thenComparing(Recording::speaker)
                .thenComparingInt(Recording::digit)
                .thenComparing(Recording::entry));
        return recordings;
    }

    /** Recordings at one rate, whatever theirs; and what had to be done to them, or is odd about them. */
    private static final class Hearing {
        private final double seconds; // that frames cover
        private final TreeMap<Integer, Resampler> resamplers = new TreeMap<>();
        private int resampled;
        private int longer;
        private int silent;

        Hearing(double seconds) {
            this.seconds = seconds;
        }

        double[] sound(Place place, String entry, int most) throws IOException {
            final WaveFile file = WaveFile.read(place.of(entry), place.bytes(entry));
            final double[] sound = sound(file, place.of(entry), most);
            longer += file.length() > seconds * file.rate() ? 1 : 0;
            silent += Arrays.stream(sound).allMatch(sample -> sample == 0) ? 1 : 0;
            return sound;
        }

        private double[] sound(WaveFile file, String name, int most) throws IOException {
            if (file.rate() == RATE) {
                return file.samples(most);
            }
            resampled++;
            try {
                final Resampler resampler = resamplers.computeIfAbsent(file.rate(), rate -> new Resampler(rate, RATE));
                return resampler.resample(file.samples(resampler.needed(most)), most);
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(name + ": " + e.getMessage());
            }
        }

        String remark(String set, int of) {
            final List<String> parts = new ArrayList<>();
            if (resampled > 0) {
                final String rates =
                        resamplers.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
                parts.add(resampled + " of " + of + " recordings resampled to " + RATE + " Hz from " + rates);
            }
            if (longer > 0) {
                parts.add(longer + " of " + of + " recordings longer than "
                        + String.format(Locale.ROOT, "%.2f s, of which no more is heard", seconds));
            }
            if (silent > 0) {
                parts.add(silent + " of " + of + " recordings silent");
            }
            return parts.isEmpty() ? "" : set + ": " + String.join("; ", parts);
        }
    }

    private static Place zipped(Path file) throws IOException {
        final ZipArchive zip = ZipArchive.read(file, "a ZIP archive");
        return new Place() {
            @Override
            public List<String> names() {
                return zip.names().stream()
                        .filter(each -> each.startsWith(FOLDER))
                        .toList();
            }

            @Override
            public String of(String entry) {
                return zip.place(entry);
            }

            @Override
            public byte[] bytes(String entry) throws IOException {
                return zip.bytes(entry);
            }
        };
    }

    private static Place unpacked(Path parent) {
        return new Place() {
            @Override
            public List<String> names() throws IOException {
                try (Stream<Path> files = Files.list(parent.resolve(FOLDER))) {
                    return files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith("."))
                            .map(FOLDER::concat)
                            .toList();
                }
            }

            @Override
            public String of(String entry) {
                return parent.resolve(entry).toString();
            }

            @Override
            public byte[] bytes(String entry) throws IOException {
                final Path file = parent.resolve(entry);
                final long size = Files.size(file);
                if (size > MOST_BYTES) {
                    throw new FileFormatException(file, "size", "at most " + MOST_BYTES + " bytes", size);
                }
                return Files.readAllBytes(file);
            }
        };
    }
}
