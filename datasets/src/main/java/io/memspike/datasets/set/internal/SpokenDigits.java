package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSet;
import io.memspike.datasets.sound.internal.MelFilterBank;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Digits that several people say in English, {@link DigitRecordings}, as the loudness of 32 bands of pitch in 80 frames of
 * 10 ms ({@link MelFilterBank}).
 */
@AutoService(DataSet.class)
public final class SpokenDigits implements DataSet {
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
        return DigitRecordings.SOURCE;
    }

    @Override
    public String encoding() {
        return "delta:threshold=0.1"; // 6 dB
    }

    @Override
    public boolean isPresent(Path data) {
        return DigitRecordings.isPresent(data, name());
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final MelFilterBank bank = new MelFilterBank(DigitRecordings.RATE, BANDS, FRAMES);
        return DigitRecordings.open(
                data, name(), split, FRAMES, BANDS, Integer.MAX_VALUE, bank.samples(), bank::loudness);
    }
}
