package io.memspike.app.array;

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
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import java.io.IOException;
import picocli.CommandLine.Option;

/** What an array is like: its cells and its wires. Every effect is off by default. */
final class ArrayOptions {
    @Option(
            names = "--device",
            defaultValue = "formed-rram",
            paramLabel = "formed-rram|rram|pcm|mram|histogram:FILE",
            description = "What the weights are programmed onto; formed-rram keeps the model's own cells, a histogram"
                    + " forms others under the model's mask (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(names = "--g-min", paramLabel = "S", description = "Smallest conductance of rram or pcm (the device's).")
    private Double minSiemens;

    @Option(names = "--g-max", paramLabel = "S", description = "Largest conductance of rram or pcm (the device's).")
    private Double maxSiemens;

    @Option(
            names = "--levels",
            defaultValue = "0",
            paramLabel = "N",
            description = "Levels that cells are programmed to; 0 for all conductances (default: ${DEFAULT-VALUE}).")
    private int levels;

    @Option(
            names = "--tolerance",
            paramLabel = "S",
            description = "Write-verify: program again while a cell is further from its target (default: once).")
    private Double toleranceSiemens;

    @Option(
            names = "--max-pulses",
            defaultValue = "20",
            paramLabel = "N",
            description = "Pulses that a cell gets at most with --tolerance (default: ${DEFAULT-VALUE}).")
    private int maxPulses;

    @Option(
            names = "--stuck-at",
            defaultValue = "0",
            paramLabel = "RATE",
            description = "Share of stuck cells, half of them on, half off (default: ${DEFAULT-VALUE}).")
    private double stuckAt;

    @Option(
            names = "--stuck-on",
            defaultValue = "0",
            paramLabel = "RATE",
            description = "Share of cells stuck at the largest conductance (default: ${DEFAULT-VALUE}).")
    private double stuckOn;

    @Option(
            names = "--stuck-off",
            defaultValue = "0",
            paramLabel = "RATE",
            description = "Share of cells stuck at the smallest conductance (default: ${DEFAULT-VALUE}).")
    private double stuckOff;

    @Option(
            names = "--open",
            defaultValue = "0",
            paramLabel = "RATE",
            description = "Share of cells that conduct nothing (default: ${DEFAULT-VALUE}).")
    private double open;

    @Option(
            names = "--short",
            defaultValue = "0",
            paramLabel = "RATE",
            description = "Share of cells that are short circuits (default: ${DEFAULT-VALUE}).")
    private double shorted;

    @Option(
            names = "--age",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "Time since programming, for rram or pcm (default: ${DEFAULT-VALUE}).")
    private double ageSeconds;

    @Option(
            names = "--device-noise",
            description = "Read with the noise that the device itself makes, at its age: pcm.")
    private boolean deviceNoise;

    @Option(
            names = "--wire-resistance",
            defaultValue = "0",
            paramLabel = "OHM",
            description = "Resistance of each piece of word line and of bit line (default: ${DEFAULT-VALUE}).")
    private double wireOhms;

    @Option(
            names = "--bit-resistance",
            paramLabel = "OHM",
            description = "Resistance of each piece of bit line, where it differs (as --wire-resistance).")
    private Double bitOhms;

    @Option(
            names = "--wires",
            defaultValue = "fast",
            paramLabel = "fast|exact",
            description = "How circuits with wires are solved: at equal drive, or exactly (default: ${DEFAULT-VALUE}).")
    private String wires;

    @Option(
            names = "--partitions",
            paramLabel = "N|HxV",
            description = "Parts of each layer's inputs (H) and outputs (V), each a crossbar (tiles of 512 x 512).")
    private String partitions;

    /** The device's name. */
    String device() {
        return device;
    }

    /**
     * The array.
     *
     * @throws IllegalArgumentException where options contradict each other or a device
     * @throws IOException where a device's file cannot be read
     */
    Hardware hardware() throws IOException {
        final LineResistances lines = LineResistances.ofWires(wireOhms, bitOhms == null ? wireOhms : bitOhms);
        if (!wires.equals("fast") && !wires.equals("exact")) {
            throw new IllegalArgumentException("--wires: expected fast or exact, found '" + wires + "'");
        }
        return Hardware.IDEAL
                .with(cells())
                .with(new CrossbarWires(lines, wires.equals("exact")))
                .with(Tiles.PRIME.with(partition()));
    }

    private Cells cells() throws IOException {
        final DeviceModel made = made();
        final CellFaults faults = new CellFaults(
                rate("--stuck-on", stuckOn) + rate("--stuck-at", stuckAt) / 2,
                rate("--stuck-off", stuckOff) + stuckAt / 2,
                open,
                shorted);
        final WriteVerify writeVerify =
                toleranceSiemens == null ? WriteVerify.once() : WriteVerify.within(toleranceSiemens, maxPulses);
        final Cells cells = new Cells(made, writeVerify, faults, ageSeconds, deviceNoise);
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
        if (minSiemens == null && maxSiemens == null) {
            return found instanceof FormedRram ? null : found;
        }
        final double min = minSiemens == null ? found.range().minSiemens() : minSiemens;
        final double max = maxSiemens == null ? found.range().maxSiemens() : maxSiemens;
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
