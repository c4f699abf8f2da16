package io.memspike.memristor.device;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Cells as a laboratory counted them: each bin as likely as its count says, each conductance within a bin as likely as
 * another. One uniform number makes a cell, by the inverse of the distribution function, which is piecewise linear.
 */
public final class MeasuredHistogram implements DeviceModel {
    private final List<Bin> bins;
    private final double[] before; // cells counted before each bin, and in all

    /**
     * One bin.
     *
     * @param lowSiemens lower edge, at least 0
     * @param highSiemens upper edge, at least the lower one
     * @param count cells counted, at least 0
     */
    public record Bin(double lowSiemens, double highSiemens, long count) {
        public Bin {
            Checks.requireNotNegative("conductance_low_siemens", "conductance", lowSiemens);
            Checks.requireNotNegative("conductance_high_siemens", "conductance", highSiemens);
            if (lowSiemens > highSiemens) {
                throw new IllegalArgumentException("bin: expected a lower edge up to the upper one, found " + lowSiemens
                        + " above " + highSiemens);
            }
            if (count < 0) {
                throw new IllegalArgumentException("count: expected at least 0, found " + count);
            }
        }
    }

    /** Makes it known by its name. */
    @AutoService(DeviceFactory.class)
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "histogram";
        }

        @Override
        public String parameter() {
            return "FILE";
        }

        @Override
        public DeviceModel of(String argument) throws IOException {
            return read(Path.of(argument));
        }
    }

    /**
     * A histogram of its bins.
     *
     * @param bins in ascending order, without overlap, gaps allowed; at least one cell counted
     */
    @JsonCreator
    public MeasuredHistogram(@JsonProperty(value = "bins", required = true) List<Bin> bins) {
        this.bins = List.copyOf(bins);
        before = new double[bins.size() + 1];
        for (int i = 0; i < bins.size(); i++) {
            if (i > 0) {
                requireAscending(bins.get(i - 1), bins.get(i));
            }
            before[i + 1] = before[i] + bins.get(i).count();
        }
        if (!(cells() > 0)) {
            throw new IllegalArgumentException("histogram: expected at least one cell, found none in " + bins.size()
                    + (bins.size() == 1 ? " bin" : " bins"));
        }
        requireFinite(meanSiemens());
    }

    private static void requireFinite(double mean) {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException(
                    "histogram: expected cells whose conductances have a finite mean, found " + mean + " siemens");
        }
    }

    /**
     * Reads a file of comma-separated values, in UTF-8: a header, then one bin a line, in ascending order without
     * overlap. Empty lines, and lines that start with {@code #}, are skipped.
     *
     * <pre>
     *   conductance_low_siemens,conductance_high_siemens,count
     *   0.0,2.0e-6,17
     *   2.0e-6,4.0e-6,130
     * </pre>
     *
     * @throws io.memspike.core.file.FileFormatException where it is anything else: file, line, expected, found
     * @throws IOException where it cannot be read
     */
    public static MeasuredHistogram read(Path file) throws IOException {
        return HistogramFile.read(file);
    }

    static void requireAscending(Bin previous, Bin next) {
        if (next.lowSiemens() < previous.highSiemens()) {
            throw new IllegalArgumentException("bin: expected a lower edge from " + previous.highSiemens()
                    + " up, the end of the bin before, found " + next.lowSiemens());
        }
    }

    /** The bins. */
    @JsonProperty("bins")
    public List<Bin> bins() {
        return bins;
    }

    /** From the first bin's lower edge to the last bin's upper one. */
    @Override
    public ConductanceRange range() {
        return new ConductanceRange(
                bins.get(0).lowSiemens(), bins.get(bins.size() - 1).highSiemens());
    }

    @Override
    public double meanSiemens() {
        double sum = 0;
        for (final Bin bin : bins) {
            sum += bin.count() * (bin.lowSiemens() + bin.highSiemens()) / 2;
        }
        return sum / cells();
    }

    @Override
    public double formSiemens(RandomStream stream) {
        final double position = stream.nextDouble() * cells();
        int low = 0; // before[low] ≤ position < before[high]
        int high = bins.size();
        while (high - low > 1) {
            final int middle = (low + high) >>> 1;
            if (before[middle] <= position) {
                low = middle;
            } else {
                high = middle;
            }
        }
        final Bin bin = bins.get(low);
        return bin.lowSiemens()
                + (bin.highSiemens() - bin.lowSiemens()) * (position - before[low]) / (before[high] - before[low]);
    }

    private double cells() {
        return before[bins.size()];
    }
}
