package io.memspike.tasks.hardware;

import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.CrossbarWires;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.experiment.Option;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/** What an array is like: its cells and its wires. Every effect is off by default; the components say what they mean. */
public record ArrayChoice(
        @Option(
                label = "formed-rram|rram|pcm|mram|signs|histogram:FILE|table:FILE",
                says =
                        "what the weights are programmed onto, a table as measured; formed-rram keeps the model's own cells, a"
                                + " histogram or signs form others under the model's mask",
                otherwise = "formed-rram")
        String device,

        @Option(label = "S", says = "smallest conductance of rram or pcm", shown = "the device's")
        Double gMin,

        @Option(label = "S", says = "largest conductance of rram or pcm", shown = "the device's")
        Double gMax,

        @Option(label = "N", says = "levels that cells are programmed to; 0 for all conductances", otherwise = "0")
        int levels,

        @Option(
                label = "S",
                says = "write-verify: program again while a cell is further from its target",
                shown = "once")
        Double tolerance,

        @Option(label = "N", says = "pulses that a cell gets at most with --tolerance", otherwise = "20")
        int maxPulses,

        @Option(label = "RATE", says = "share of stuck cells, half of them on, half off", otherwise = "0")
        double stuckAt,

        @Option(label = "RATE", says = "share of cells stuck at the largest conductance", otherwise = "0")
        double stuckOn,

        @Option(label = "RATE", says = "share of cells stuck at the smallest conductance", otherwise = "0")
        double stuckOff,

        @Option(label = "RATE", says = "share of cells that conduct nothing", otherwise = "0")
        double open,

        @Option(name = "--short", label = "RATE", says = "share of cells that are short circuits", otherwise = "0")
        double shorted,

        @Option(
                label = "N",
                says = "writes of each cell, with what they do to it, the next three options",
                otherwise = "0")
        double written,

        @Option(
                label = "N",
                says = "writes by which 63.2 % of the cells have failed, by Weibull's law",
                shown = "none fail")
        Double endurance,

        @Option(
                label = "K",
                says = "shape of the law: after N writes 1 - exp(-(N / --endurance)^K) of the cells have failed",
                shown = "none fail")
        Double enduranceShape,

        @Option(
                label = "SHARE",
                says =
                        "share of failed cells that are stuck at the largest conductance; the others are at the smallest",
                shown = "none fail")
        Double enduranceOn,

        @Option(
                label = "SECONDS",
                says = "time since programming, for rram, pcm or a table with retention",
                otherwise = "0")
        double age,

        @Option(
                label = "N",
                says = "reads of each cell since it was written, with what they do to it, the next two options",
                otherwise = "0")
        double reads,

        @Option(label = "N", says = "reads of a cell that change nothing", shown = "none are known to")
        Double disturbAfter,

        @Option(
                label = "P",
                says =
                        "after N reads a cell conducts (N / --disturb-after)^-P of what it did, within its device's range; below 0 towards the largest conductance",
                shown = "reads change nothing")
        Double disturbExponent,

        @Option(
                says =
                        "give each tile's read-outs a gain that brings back what drift took of its mean magnitude, as one read tells it: rram, pcm or a table with retention, or --reads")
        boolean driftCompensation,

        @Option(says = "read with the noise that the device itself makes, at its age: pcm")
        boolean deviceNoise,

        @Option(label = "OHM", says = "resistance of each piece of word line and of bit line", otherwise = "0")
        double wireResistance,

        @Option(
                label = "OHM",
                says = "resistance of each piece of bit line, where it differs",
                shown = "as --wire-resistance")
        Double bitResistance,

        @Option(
                label = "fast|exact",
                says = "how circuits with wires are solved: at equal drive, or exactly",
                otherwise = "fast")
        String wires,

        @Option(
                label = "N|HxV",
                says = "parts of each layer's inputs (H) and outputs (V), each a crossbar",
                shown = "tiles of 512 x 512")
        String partitions,

        @Option(
                label = "currents|resistances",
                says =
                        "what columns add up: currents of differential pairs; or resistances of two paths, which inputs of 1 and -1 choose by, of"
                                + " weights of 1 and -1 on arrays of 64 x 64",
                otherwise = "currents")
        String sums) {
    /**
     * The array.
     *
     * @throws IllegalArgumentException where options contradict each other or a device
     * @throws IOException where a device's file cannot be read
     */
    public Hardware hardware() throws IOException {
        final LineResistances lines =
                LineResistances.ofWires(wireResistance, bitResistance == null ? wireResistance : bitResistance);
        if (!wires.equals("fast") && !wires.equals("exact")) {
            throw new IllegalArgumentException("--wires: expected fast or exact, found '" + wires + "'");
        }
        return Hardware.IDEAL
                .with(cells())
                .with(new CrossbarWires(lines, wires.equals("exact")))
                .with(tiles().with(partition()))
                .withCompensation(driftCompensation);
    }

    /**
     * The array, where cells are all that counts.
     *
     * @throws IllegalArgumentException where it compensates drift, which changes no cell
     */
    public Hardware uncompensated() throws IOException {
        final Hardware hardware = hardware();
        if (hardware.compensated()) {
            throw new IllegalArgumentException(
                    "--drift-compensation: expected none, as gains of read-outs are no part of"
                            + " a tile, found some");
        }
        return hardware;
    }

    private Tiles tiles() {
        return switch (sums) {
            case "currents" -> Tiles.PRIME;
            case "resistances" -> Tiles.of(ArrayGeometry.XNOR);
            default ->
                throw new IllegalArgumentException("--sums: expected currents or resistances, found '" + sums + "'");
        };
    }

    private Cells cells() throws IOException {
        final DeviceModel made = made();
        final CellFaults faults = new CellFaults(
                rate("--stuck-on", stuckOn) + rate("--stuck-at", stuckAt) / 2,
                rate("--stuck-off", stuckOff) + stuckAt / 2,
                open,
                shorted);
        final WriteVerify writeVerify =
                tolerance == null ? WriteVerify.once() : WriteVerify.within(tolerance, maxPulses);
        final Cells cells = new Cells(made, writeVerify, faults, age, deviceNoise, readDisturb(), wear());
        return levels == 0 ? cells : cells.withLevels(levels);
    }

    /** What reads do; null where nobody says. */
    private ReadDisturb readDisturb() {
        if (disturbAfter == null && disturbExponent == null && reads == 0) {
            return null;
        }
        if (disturbAfter == null || disturbExponent == null) {
            throw new IllegalArgumentException(
                    "--reads: expected what they do to cells, --disturb-after and --disturb-exponent, found "
                            + (disturbAfter == null && disturbExponent == null ? "neither" : "one of them"));
        }
        return new ReadDisturb(reads, disturbAfter, disturbExponent);
    }

    /** What writes do; null where nobody says. */
    private Endurance wear() {
        final long said = Stream.of(endurance, enduranceShape, enduranceOn)
                .filter(Objects::nonNull)
                .count();
        if (said == 0 && written == 0) {
            return null;
        }
        if (said < 3) {
            throw new IllegalArgumentException(
                    "--written: expected what writes do to cells, --endurance, --endurance-shape and --endurance-on, found "
                            + said + " of the three");
        }
        return new Endurance(written, endurance, enduranceShape, enduranceOn);
    }

    private static double rate(String option, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(option + ": expected a share in [0, 1], found " + rate);
        }
        return rate;
    }

    /** What the weights are put on; null for the model's own cells. */
    private DeviceModel made() throws IOException {
        final DeviceModel found = DeviceCatalog.of(device);
        if (gMin == null && gMax == null) {
            return found instanceof FormedRram ? null : found;
        }
        final double min = gMin == null ? found.range().minSiemens() : gMin;
        final double max = gMax == null ? found.range().maxSiemens() : gMax;
        return found.within(new ConductanceRange(min, max))
                .orElseThrow(() -> new IllegalArgumentException(
                        "--g-min, --g-max: expected a --device whose conductances can be chosen, found " + device));
    }

    private Partition partition() {
        if (partitions == null) {
            return null;
        }
        final String[] parts = partitions.split("x", -1);
        try {
            if (parts.length <= 2) {
                return new Partition(Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(malformed(), e);
        }
        throw new IllegalArgumentException(malformed());
    }

    private String malformed() {
        return "--partitions: expected a whole number N, or HxV, found '" + partitions + "'";
    }
}
