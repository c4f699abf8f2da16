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
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.array.SweptEffect;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.TemperatureChoice;
import io.memspike.tasks.plan.WearChoice;
import java.io.IOException;

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
                label = "SECONDS",
                says = "time since programming, for rram, pcm or a table with retention",
                otherwise = "0")
        double age,

        WearChoice wear,

        TemperatureChoice warmth,

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
        final Cells cells = cells();
        return Hardware.IDEAL
                .with(cells)
                .with(new CrossbarWires(lines, wires.equals("exact")))
                .with(tiles().with(partition()))
                .with(warmth.thermal(cells.readVolts()))
                .withCompensation(driftCompensation);
    }

    /**
     * The array, one of whose effects is varied.
     *
     * @throws IllegalArgumentException where it says what then changes nothing: laws of writes, of reads or of ageing without any of these
     */
    Hardware varied(SweptEffect effect) throws IOException {
        final Hardware hardware = hardware();
        wear.requireUse(effect == SweptEffect.WRITTEN, effect == SweptEffect.READS);
        warmth.requireAge(age > 0 || effect == SweptEffect.DRIFT_TIME);
        return hardware;
    }

    /**
     * The array, where cells are all that counts.
     *
     * @throws IllegalArgumentException where it says what changes no cell: gains that compensate drift, how cells are read, a temperature of
     *     new ones, laws of writes or of reads without any
     */
    public Hardware uncompensated() throws IOException {
        final Hardware hardware = hardware();
        if (hardware.compensated()) {
            throw new IllegalArgumentException(
                    "--drift-compensation: expected none, as gains of read-outs are no part of"
                            + " a tile, found some");
        }
        if (hardware.thermal() != null && age == 0) {
            throw new IllegalArgumentException(
                    "--temperature: expected --age with it where nothing is read, found none");
        }
        warmth.requireNoReads();
        wear.requireUse(false, false);
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
        final Cells cells = new Cells(
                made, writeVerify, faults, age, deviceNoise, wear.readDisturb(), wear.endured(), warmth.acceleration());
        return levels == 0 ? cells : cells.withLevels(levels);
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
