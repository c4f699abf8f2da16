package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.SeriesSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.ZipArchive;
import io.memspike.datasets.set.DataSet;
import io.memspike.datasets.sound.internal.MelFilterBank;
import io.memspike.datasets.sound.internal.WaveFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Free Spoken Digit Dataset: digits that several people say in English, 8 kHz, as the loudness of 32 bands of pitch in
 * 80 frames of 10 ms ({@link MelFilterBank}). The official test split has the recordings 0 to 4 of each speaker and digit.
 * Both splits go through digits, then speakers, then recordings.
 *
 * <p>The file {@code free-spoken-digit-dataset.zip} with {@code recordings/DIGIT_SPEAKER_NUMBER.wav}, read in place.
 */
@AutoService(DataSet.class)
public final class SpokenDigits implements DataSet {
    private static final String FILE = "free-spoken-digit-dataset.zip";
    private static final String FOLDER = "recordings/";
    private static final Pattern NAME = Pattern.compile("recordings/([0-9])_([a-z]+)_([0-9]{1,6})\\.wav");
    private static final int TEST = 5; // recordings of each speaker and digit
    private static final int RATE = 8_000;
    private static final int BANDS = 32;
    private static final int FRAMES = 80;

    /** Found by its name. */
    public SpokenDigits() {}

    @Override
    public String name() {
        return "spoken-digits";
    }

    @Override
    public List<String> classes() {
        return IdxImages.DIGITS;
    }

    @Override
    public String source() {
        return "Free Spoken Digit Dataset, Jakobovski and contributors; CC BY-SA 4.0";
    }

    @Override
    public String encoding() {
        return "delta:threshold=0.1"; // 6 dB
    }

    @Override
    public boolean isPresent(Path data) {
        return Places.has(data, name(), FILE);
    }

    private record Recording(String entry, int digit, String speaker, int number) {}

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final Path file = Places.find(data, name(), FILE);
        final ZipArchive zip = ZipArchive.read(file, "a ZIP archive");
        final List<Recording> recordings = recordings(zip).stream()
                .filter(each -> each.number() < TEST == (split == Split.TEST))
                .sorted(Comparator.comparingInt(Recording::number)
                        .thenComparing(Recording::speaker)
                        .thenComparingInt(Recording::digit))
                .toList();
        if (recordings.isEmpty()) {
            throw new FileFormatException(
                    file,
                    "ZIP archive",
                    "recordings " + (split == Split.TEST ? "0 to 4" : "from 5 on") + " in " + FOLDER,
                    "none");
        }
        final float[] values = new float[recordings.size() * FRAMES * BANDS];
        final MelFilterBank bank = new MelFilterBank(RATE, BANDS, FRAMES);
        for (int i = 0; i < recordings.size(); i++) {
            bank.loudness(sound(zip, recordings.get(i).entry()), values, i * FRAMES * BANDS);
        }
        final int[] labels = recordings.stream().mapToInt(Recording::digit).toArray();
        return new SeriesSet(name(), BANDS, FRAMES, classes().size(), values, labels);
    }

    private static List<Recording> recordings(ZipArchive zip) throws FileFormatException {
        final List<Recording> recordings = new ArrayList<>();
        for (final String entry : zip.names()) {
            final Matcher name = NAME.matcher(entry);
            if (name.matches()) {
                recordings.add(new Recording(
                        entry, Integer.parseInt(name.group(1)), name.group(2), Integer.parseInt(name.group(3))));
            } else if (entry.startsWith(FOLDER)) {
                throw new FileFormatException(zip.file(), "ZIP archive", FOLDER + "DIGIT_SPEAKER_NUMBER.wav", entry);
            }
        }
        return recordings;
    }

    private static short[] sound(ZipArchive zip, String entry) throws IOException {
        final WaveFile sound = WaveFile.read(zip.place(entry), zip.bytes(entry));
        if (sound.rate() != RATE) {
            throw new FileFormatException(zip.place(entry), "rate", RATE + " samples a second", sound.rate());
        }
        return sound.samples();
    }
}
