package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.set.DataSet;
import java.util.List;
import java.util.stream.IntStream;

/** Spiking Speech Commands: 35 words, which files know by number. */
@AutoService(DataSet.class)
public final class Ssc extends HeidelbergSpikes {
    private static final int WORDS = 35;
    private static final long LONGEST_MICROS = 1_000_000;

    /** Found by its name. */
    public Ssc() {
        super(LONGEST_MICROS);
    }

    @Override
    public String name() {
        return "ssc";
    }

    @Override
    public List<String> classes() {
        return IntStream.range(0, WORDS).mapToObj(Integer::toString).toList();
    }
}
