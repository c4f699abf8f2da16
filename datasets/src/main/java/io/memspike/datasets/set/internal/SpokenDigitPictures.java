package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSet;
import io.memspike.datasets.sound.internal.LogMel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Digits that several people say in English, {@link DigitRecordings}, as pictures for networks without spikes: 23 bands of
 * pitch in 20 frames of 64 ms ({@link LogMel}).
 */
@AutoService(DataSet.class)
public final class SpokenDigitPictures implements DataSet {
    /** Found by its name. */
    public SpokenDigitPictures() {}

    @Override
    public String name() {
        return "spoken-digits-mel";
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
        return "picture";
    }

    @Override
    public boolean isPresent(Path data) {
        return DigitRecordings.isPresent(data, name());
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        return DigitRecordings.open(
                data,
                name(),
                split,
                LogMel.FRAMES,
                LogMel.BANDS,
                LogMel.SAMPLES,
                LogMel.SAMPLES,
                new LogMel()::loudness);
    }
}
