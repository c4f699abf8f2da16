package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.hardware.AdcShape;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.CrossbarWires;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.hardware.TokenDrive;
import io.memspike.memristor.table.Retention;
import io.memspike.memristor.table.TabledDevice;
import io.memspike.memristor.thermal.Arrhenius;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.WeightSlicing;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.array.SweptEffect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The tables of {@code docs/hardware.md} that say what goes with what: each effect is tried on a small network of each kind of
 * weights, and commands are asked for their options. {@code -Dmemspike.renew=true} writes the tables anew.
 */
class HardwareMatrixTest {
    private static final Path FILE = Path.of("../docs/hardware.md");
    private static final ConverterPlan ADC = ConverterPlan.EXACT.withBits(4);
    private static final ArrayGeometry SMALL = ArrayGeometry.PRIME.withTile(8, 16);

    private static final ThermalNoise WARM = new ThermalNoise(300, 0.2, 1e-8);
    private static final TabledDevice TABLED = new TabledDevice(
            List.of(new TabledDevice.State(1e-6, 1.2e-6, 2e-7), new TabledDevice.State(2e-5, 1.9e-5, 8e-7)),
            new Retention(List.of(new Retention.Course(
                    0, List.of(new Retention.Moment(1, 1, 0), new Retention.Moment(1e6, 0.9, 0.05))))),
            0,
            0);

    @TempDir
    private Path directory;

    private static DeviceModel device(String name) {
        try {
            return DeviceCatalog.of(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Hardware on(Hardware hardware, String device, UnaryOperator<Cells> change) {
        return hardware.with(change.apply(hardware.cells().with(device(device))));
    }

    private static Hardware faulty(Hardware hardware, CellFaults faults) {
        return hardware.with(hardware.cells().with(faults));
    }

    private static Hardware wired(Hardware hardware, boolean isExact) {
        return hardware.with(new CrossbarWires(LineResistances.ofWires(20, 20), isExact));
    }

    private static Hardware tiled(Hardware hardware, ArrayGeometry geometry) {
        return hardware.with(Tiles.of(geometry));
    }

    /**
     * What befalls hardware.
     *
     * @param base what it is compared with: without the effect, but with all that the effect builds on
     * @param change with the effect
     */
    private record Effect(UnaryOperator<Hardware> base, UnaryOperator<Hardware> change) {
        /** One that builds on nothing. */
        static Effect of(UnaryOperator<Hardware> change) {
            return new Effect(hardware -> hardware, change);
        }

        /** This, and something upon it. */
        Effect and(UnaryOperator<Hardware> further) {
            return new Effect(change, hardware -> further.apply(change.apply(hardware)));
        }
    }

    /** Effects by what the page calls them; null for what is no part of hardware. */
    private static Map<String, Effect> effects() {
        final Effect rram = Effect.of(hardware -> on(hardware, "rram", cells -> cells));
        final Effect pcm = Effect.of(hardware -> on(hardware, "pcm", cells -> cells));
        final Effect aged = pcm.and(hardware -> hardware.with(hardware.cells().withAge(3e8)));
        final Effect disturbed =
                Effect.of(hardware -> hardware.with(hardware.cells().with(new ReadDisturb(1e6, 1e3, 0.05))));
        final Effect adcs = Effect.of(hardware -> hardware.with(ADC));
        final Effect noisy = Effect.of(
                hardware -> hardware.with(new ConverterPlan(4, 0, 0, ConverterPlan.QUANTILE, 1, 0.1, 0, null)));
        final Effect tiles = Effect.of(hardware -> tiled(hardware, SMALL));
        final Effect sliced = tiles.and(hardware -> tiled(hardware, SMALL.with(new WeightSlicing(4, 2))));
        final Map<String, Effect> effects = new LinkedHashMap<>();
        effects.put("read noise", Effect.of(hardware -> hardware.withReadNoise(0.1)));
        effects.put("programmed onto RRAM, once", rram);
        effects.put(
                "the same with write-verify",
                rram.and(hardware -> hardware.with(hardware.cells().with(WriteVerify.within(1e-6, 20)))));
        effects.put(
                "RRAM of 8 levels",
                rram.and(hardware -> hardware.with(hardware.cells().withLevels(8))));
        effects.put("age: PCM after ten years", aged);
        effects.put("the same, drift compensated", aged.and(hardware -> hardware.withCompensation(true)));
        effects.put(
                "PCM's own read noise",
                pcm.and(hardware -> hardware.with(hardware.cells().withOwnNoise())));
        effects.put(
                "cells from a table of states, after a day",
                Effect.of(
                        hardware -> hardware.with(hardware.cells().with(TABLED).withAge(86_400))));
        effects.put("thermal noise at 300 K", Effect.of(hardware -> hardware.with(WARM)));
        effects.put(
                "age at another temperature: PCM after a day at 85 °C",
                pcm.and(hardware -> hardware.with(hardware.cells()
                        .with(new Arrhenius(358.15, 298.15, 0.5))
                        .withAge(86_400))));
        effects.put("a million reads that disturb", disturbed);
        effects.put("reads that disturb, compensated", disturbed.and(hardware -> hardware.withCompensation(true)));
        effects.put("two states: MRAM", Effect.of(hardware -> on(hardware, "mram", cells -> cells)));
        effects.put("stuck cells", Effect.of(hardware -> faulty(hardware, new CellFaults(0.1, 0.1, 0, 0))));
        effects.put(
                "a tenth of cells worn out by writes",
                Effect.of(hardware -> hardware.with(hardware.cells().with(new Endurance(1e5, 1e6, 1, 0.5)))));
        effects.put("open and shorted cells", Effect.of(hardware -> faulty(hardware, new CellFaults(0, 0, 0.1, 0.1))));
        effects.put("wires, at equal drive", Effect.of(hardware -> wired(hardware, false)));
        effects.put("wires, exactly", Effect.of(hardware -> wired(hardware, true)));
        effects.put("ADCs", adcs);
        effects.put(
                "ADCs that bend, differ and are noisy",
                adcs.and(hardware ->
                        hardware.with(new ConverterPlan(4, 0.5, 0.3, ConverterPlan.QUANTILE, 1, 0.1, 0, null))));
        effects.put(
                "ADCs by their circuit",
                adcs.and(hardware -> hardware.with(ADC.with(AdcShape.USUAL.withCircuit("flash:0.5")))));
        effects.put(
                "digital unit behind ADCs",
                noisy.and(hardware -> hardware.with(
                        new ConverterPlan(4, 0, 0, ConverterPlan.QUANTILE, 1, 0.1, 0, new DigitalUnit(8)))));
        effects.put("DACs", Effect.of(hardware -> hardware.with(ConverterPlan.EXACT.withDacBits(2))));
        effects.put(
                "parts of each layer, behind ADCs",
                adcs.and(hardware -> hardware.with(hardware.tiles().with(new Partition(2, 2)))));
        effects.put("tiles of 8 × 16 cells, alone", tiles);
        effects.put("weights in slices of 2 bits", sliced);
        effects.put(
                "one reference column a tile",
                sliced.and(hardware ->
                        tiled(hardware, SMALL.with(SignScheme.OFFSET_COLUMN).with(new WeightSlicing(4, 2)))));
        effects.put(
                "inputs bit by bit, behind ADCs",
                tiles.and(hardware -> hardware.with(ADC))
                        .and(hardware -> tiled(hardware, SMALL.with(InputDrive.bitSerial(8)))));
        effects.put("columns that add up resistances", Effect.of(hardware -> tiled(hardware, ArrayGeometry.XNOR)));
        effects.put("weights in 8 bits", null);
        return effects;
    }

    private static List<LayerTrial> layers() throws IOException {
        final Hardware ideal = Hardware.IDEAL;
        final Shape picture = new Shape(2, 6, 6);
        return List.of(
                LayerTrial.of(
                        "`linear`",
                        Shape.vector(20),
                        "nodes:\n  m: {linear: {out: 6, weightScale: 0.5}}\nedges: [input m]\n",
                        false,
                        ideal),
                LayerTrial.of(
                        "`conv2d`",
                        picture,
                        "nodes:\n  m: {conv2d: {out: 3, kernel: 3, stride: 2, weightScale: 0.5}}\nedges: [input m]\n",
                        false,
                        ideal),
                LayerTrial.of(
                        "`conv1d`",
                        new Shape(3, 1, 10),
                        "nodes:\n  m: {conv1d: {out: 3, kernel: 3, weightScale: 0.5}}\nedges: [input m]\n",
                        false,
                        ideal),
                LayerTrial.of(
                        "`convTranspose2d`",
                        picture,
                        "nodes:\n  m: {convTranspose2d: {out: 3, kernel: 3, stride: 2, weightScale: 0.5}}\nedges: [input m]\n",
                        false,
                        ideal),
                LayerTrial.of(
                        "`sparse`, with delays",
                        Shape.vector(6),
                        "nodes:\n  m: {sparse: {out: 3, connections: {from: [0, 1, 2, 3, 4, 5], to: [0, 1, 2, 0, 1, 2],"
                                + " delay: [0, 1, 0, 1, 0, 1]}, weightScale: 0.5}}\nedges: [input m]\n",
                        false,
                        ideal),
                LayerTrial.of(
                        "in a loop",
                        Shape.vector(20),
                        "nodes:\n  m: {linear: {out: 6, weightScale: 0.5}}\n  n: {lif: {retain: 0.2, threshold: 0.5}}\n"
                                + "  back: {linear: {out: 6, weightScale: 0.5}}\n  out: {linear: {out: 5, weightScale: 0.5}}\n"
                                + "edges:\n  - input m n out\n  - n back n: {delay: 1}\n",
                        false,
                        ideal),
                LayerTrial.of(
                        "signs, as resistances",
                        Shape.vector(20),
                        "nodes:\n  m: {linear: {out: 6, weightScale: 0.5}}\nedges: [input m]\n",
                        true,
                        tiled(on(ideal, "mram", cells -> cells), ArrayGeometry.XNOR)),
                LayerTrial.of(
                        "`atPositions`, driven by tokens",
                        new Shape(20, 1, 4),
                        "nodes:\n  m: {linear: {out: 6, weightScale: 0.5, atPositions: true}}\nedges: [input m]\n",
                        false,
                        ideal.with(new TokenDrive(0, false))));
    }

    @Test
    void shouldSayWhatGoesWithWhichWeights() throws IOException {
        final List<LayerTrial> layers = layers();
        final List<String> refusals = new ArrayList<>();
        final List<String> rows = new ArrayList<>();
        final List<LayerTrial.Outcome> plain =
                layers.stream().map(layer -> layer.on(hardware -> hardware)).toList();
        for (int i = 0; i < plain.size(); i++) {
            assertEquals(null, plain.get(i).refusal(), layers.get(i).name());
            assertFalse(LayerTrial.isBroken(plain.get(i)), layers.get(i).name());
        }
        rows.add("| | " + layers.stream().map(LayerTrial::name).collect(Collectors.joining(" | ")) + " |");
        rows.add("|---" + "|---".repeat(layers.size()) + "|");
        effects().forEach((name, effect) -> {
            final StringBuilder row = new StringBuilder("| " + name + " |");
            for (int i = 0; i < layers.size(); i++) {
                final LayerTrial layer = layers.get(i);
                final LayerTrial.Outcome outcome = effect == null ? layer.inEightBits() : layer.on(effect.change());
                final LayerTrial.Outcome base = effect == null ? plain.get(i) : layer.on(effect.base());
                row.append(' ').append(cell(outcome, base, refusals)).append(" |");
            }
            rows.add(row.toString());
        });
        rows.add("");
        for (int i = 0; i < refusals.size(); i++) {
            rows.add((i + 1) + ". `" + refusals.get(i) + "`");
        }

        assertTable("weights", rows);
    }

    private static String cell(LayerTrial.Outcome outcome, LayerTrial.Outcome base, List<String> refusals) {
        if (outcome.refusal() != null) {
            for (int i = 0; i < refusals.size(); i++) {
                if (whateverNumbers(refusals.get(i)).equals(whateverNumbers(outcome.refusal()))) {
                    return Integer.toString(i + 1);
                }
            }
            refusals.add(outcome.refusal());
            return Integer.toString(refusals.size());
        }
        assertFalse(LayerTrial.isBroken(outcome));
        assertEquals(null, base.refusal());
        return LayerTrial.isSame(base, outcome) ? "=" : "✓";
    }

    private static String whateverNumbers(String refusal) {
        return refusal.replaceAll("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?", "N");
    }

    /** What is asked together and cannot be. */
    private static final List<String> TOGETHER = List.of(
            "evaluate prime --precision int8 --read-noise 0.1",
            "evaluate prime --precision int8 --adc-bits 8",
            "evaluate prime --adc-offset 1",
            "evaluate prime --recalibrate 100",
            "array study --model prime --sweep drift-time=0,3600",
            "array study --model prime --sweep levels=8",
            "array study --model prime --device pcm --temperature 350 --sweep drift-time=3600",
            "array study --model prime --device pcm --activation-energy 0.5 --sweep drift-time=3600",
            "array study --model prime --sweep written=1e6",
            "array study --model prime --written 1e6 --endurance 1e7 --sweep read-noise=0",
            "array study --model prime --sweep reads=1e6",
            "array study --model prime --reads 1e6 --disturb-after 1e3 --sweep read-noise=0",
            "array study --model prime --disturb-after 1e3 --disturb-exponent 0.05 --sweep read-noise=0",
            "array study --model prime --sweep partitions=2",
            "array study --model prime --device rram --device-noise --sweep read-noise=0",
            "array study --model prime --device rram --g-min 2e-5 --g-max 1e-5 --sweep read-noise=0",
            "array study --model prime --sweep resistance-ratio=2",
            "array study --model prime --sums resistances --device mram --sweep read-noise=0.1",
            "array study --model prime --sums resistances --device mram --sweep adc-bits=4");

    @Test
    void shouldSayWhatCannotBeAskedTogether() throws IOException {
        final List<String> rows = new ArrayList<>();
        rows.add("| asked | refused |");
        rows.add("|---|---|");
        for (final String command : TOGETHER) {
            final Cli run = Cli.run((Object[]) command.split(" "));
            assertTrue(run.status() == 1 || run.status() == 2, command + ": " + run);
            final String line = run.err().lines().findFirst().orElse("");
            rows.add("| `" + command + "` | `" + line.replaceFirst("^memspike: ", "") + "` |");
        }

        assertTable("together", rows);
    }

    /** Options of commands by what they do to weights. */
    private static final Map<String, List<String>> OPTIONS = options();

    private static Map<String, List<String>> options() {
        final Map<String, List<String>> options = new LinkedHashMap<>();
        options.put("read noise", List.of("--read-noise"));
        options.put("other cells", List.of("--device"));
        options.put("levels, write-verify", List.of("--levels", "--tolerance"));
        options.put("age", List.of("--age", "--times", "--adapt-at", "--drift-time"));
        options.put("reads that disturb", List.of("--reads"));
        options.put("drift compensated", List.of("--drift-compensation"));
        options.put("the device's own noise", List.of("--device-noise"));
        options.put("faults", List.of("--stuck-at", "--stuck-on", "--stuck-off", "--open", "--short"));
        options.put("temperature", List.of("--temperature"));
        options.put("writes that wear out", List.of("--written"));
        options.put("wires", List.of("--wire-resistance"));
        options.put("parts, tiles", List.of("--partitions", "--tile-rows"));
        options.put("resistances added up", List.of("--sums"));
        options.put("ADCs", List.of("--adc-bits"));
        options.put("their errors", List.of("--adc-offset", "--adc-gain", "--adc-nonlinearity", "--adc-noise"));
        options.put("as measured, by circuit", List.of("--adc-inl", "--adc-circuit"));
        options.put("digital unit", List.of("--digital-unit", "--digital-bits"));
        options.put("DACs", List.of("--dac-bits"));
        options.put("noise of outputs, of weights", List.of("--output-noise", "--weight-noise"));
        options.put("norms renewed there", List.of("--recalibrate"));
        options.put("weights in 8 bits", List.of("--precision"));
        options.put("silent reads", List.of("--silent-reads"));
        options.put("early stop", List.of("--early-stop"));
        return options;
    }

    private static final List<String> COMMANDS = List.of(
            "train classify",
            "evaluate",
            "calibrate",
            "stream",
            "inpaint",
            "nir evaluate",
            "array study",
            "array energy",
            "array turn",
            "array converters",
            "language train",
            "language evaluate",
            "language age");

    @Test
    void shouldSayWhichCommandsHaveOptionsForIt() throws IOException {
        final Map<String, CommandLine> lines = Reference.lines();
        final Set<String> swept = Arrays.stream(SweptEffect.values())
                .map(effect -> "--" + effect.option())
                .collect(Collectors.toSet());
        final List<String> rows = new ArrayList<>();
        rows.add("| | `" + String.join("` | `", COMMANDS) + "` |");
        rows.add("|---" + "|---".repeat(COMMANDS.size()) + "|");
        OPTIONS.forEach((what, options) -> {
            final StringBuilder row = new StringBuilder("| " + what + " |");
            for (final String command : COMMANDS) {
                final Set<String> has =
                        lines.get(command).getCommandSpec().optionsMap().keySet();
                final boolean isSwept =
                        command.equals("array study") && options.stream().anyMatch(swept::contains);
                row.append(
                        options.stream().anyMatch(has::contains)
                                ? isSwept ? " ✓ ~ |" : " ✓ |"
                                : isSwept ? " ~ |" : " |");
            }
            rows.add(row.toString());
        });
        rows.add(ownPlacement());

        assertTable("commands", rows);
    }

    /** Whoever reads what a model's file says that it lies on refuses a file that says it in words that nobody knows. */
    private String ownPlacement() throws IOException {
        final Path classifier = directory.resolve("classifier.safetensors");
        final Path filler = directory.resolve("filler.safetensors");
        unknown(ShippedModels.read("prime")).write(classifier);
        unknown(ShippedModels.inpainting()).write(filler);
        final Map<String, Object[]> runs = Map.of(
                "evaluate", new Object[] {"evaluate", classifier, "--samples", 1},
                "calibrate", new Object[] {"calibrate", classifier, "--hold-out", 10},
                "stream", new Object[] {"stream", classifier, "--source", "saccade:mnist", "--samples", 1},
                "inpaint", new Object[] {"inpaint", filler, "--samples", 1, "--out", directory.resolve("grid.png")},
                "array study",
                        new Object[] {"array", "study", "--model", classifier, "--sweep", "read-noise=0", "--samples", 1
                        },
                "array energy", new Object[] {"array", "energy", classifier, "--samples", 1},
                "array turn", new Object[] {"array", "turn", classifier, "--samples", 1},
                "array converters", new Object[] {"array", "converters", classifier, "--aware", classifier});
        final StringBuilder row = new StringBuilder("| what the model's file says |");
        for (final String command : COMMANDS) {
            final boolean isRead = runs.containsKey(command)
                    && Cli.run(runs.get(command)).assertFailed().contains("placement");
            row.append(isRead ? " ✓ |" : " |");
        }
        return row.toString();
    }

    private static Model unknown(Model model) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put(Placement.KEY, "{\"standard\": {\"glue\": 1}}");
        return new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata);
    }

    private static void assertTable(String name, List<String> rows) throws IOException {
        final String begin = "<!-- " + name + ": made by HardwareMatrixTest -->\n\n";
        final String end = "\n<!-- end -->";
        final String page = Files.readString(FILE);
        final int from = page.indexOf(begin);
        assertTrue(from >= 0, FILE + " lacks " + begin.strip());
        final int to = page.indexOf(end, from);
        final String wanted = page.substring(0, from) + begin + String.join("\n", rows) + "\n" + page.substring(to);
        if (Boolean.getBoolean("memspike.renew")) {
            Files.writeString(FILE, wanted);
        }
        assertEquals(wanted, Files.readString(FILE), FILE + ": -Dmemspike.renew=true writes what goes with what anew");
    }
}
