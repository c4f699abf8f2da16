package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.set.DataSet;
import java.util.List;

/** Spiking Heidelberg Digits: zero to nine in English, then in German. */
@AutoService(DataSet.class)
public final class Shd extends HeidelbergSpikes {
    private static final long LONGEST_MICROS = 1_400_000;

    /** Found by its name. */
    public Shd() {
        super(LONGEST_MICROS);
    }

    @Override
    public String name() {
        return "shd";
    }

    @Override
    public List<String> classes() {
        return List.of(
                "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "null", "eins", "zwei",
                "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun");
    }
}
