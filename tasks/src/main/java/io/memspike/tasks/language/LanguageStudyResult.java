package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.plan.Spread;
import java.nio.file.Path;
import java.util.List;

/** What came out; the components say what they mean. */
public record LanguageStudyResult(
        @Means("what was swept") String sweep,
        List<Point> points,
        @Means("age of the aged chips") String age,
        @Means("texts that were learnt from") int trainTexts,
        @Means("texts that were judged by") int testTexts,
        @Means("number of chips") int chips,
        @Means("the seed, also of the first chip") long seed,
        @Means("the file, or null") Path csv,
        @Means("the file, or null") Path plot) {
    /** One value; the components say what they mean. */
    public record Point(
            @Means("the value") int value,
            @Means("its adapter") Path adapter,
            @Means("numbers that learnt") int numbers,

            @Means("share of the texts classified rightly in memory, in [0, 1]")
            double digital,

            Shares fresh,
            Shares aged,

            @Means("of bits, the same of the first value's adapter on fresh chips; else null")
            Shares freshBefore,

            @Means("and on aged ones") Shares agedBefore) {}

    /** Shares of the texts classified rightly on chips; the components say what they mean. */
    public record Shares(
            @Means("their mean, in [0, 1]") double mean,

            @Means("their sample standard deviation between chips; null of one")
            Double deviation,

            @Means("that of each chip") List<Double> each) {
        static Shares of(List<Double> each) {
            return new Shares(Spread.mean(each), Spread.deviation(each), List.copyOf(each));
        }
    }

    /**
     * A result, to be drawn.
     *
     * @param title what it is of
     * @param result what came out
     */
    public record Drawing(String title, LanguageStudyResult result) {}
}
