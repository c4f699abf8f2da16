package io.memspike.app.array;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.EnergyPlot;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.EnergyEvaluation;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingEnergy;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Energy and duration of inferences, by layer and component, beside a digital machine's. */
@Command(
        name = "energy",
        description = {
            "Model energy and duration of inferences on the array, by layer and component, from what real",
            "spikes make it do, beside a digital machine that does the same, event by event or densely."
        })
final class ArrayEnergyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path file;

    @Mixin
    private DataOption dataset;

    @Option(
            names = "--samples",
            defaultValue = "1000",
            paramLabel = "N",
            description = "The first N; 0 for all (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--early-stop",
            defaultValue = "off",
            paramLabel = "THRESHOLD|off",
            description =
                    "Stop each inference once its confidence exceeds this, in [0, 1]; of an auto-encoder as inpaint"
                            + " does (default: ${DEFAULT-VALUE}).")
    private String earlyStop;

    @Option(
            names = "--adc",
            defaultValue = "sar",
            paramLabel = "sar|ramp|flash",
            description = "Kind of the converters (default: ${DEFAULT-VALUE}).")
    private String adc;

    @Option(
            names = "--adc-bits",
            defaultValue = "8",
            paramLabel = "B",
            description = "Bits of a conversion, 1 to 24 (default: ${DEFAULT-VALUE}).")
    private int adcBits;

    @Option(
            names = "--constants",
            paramLabel = "FILE",
            description = "Constants of the model as JSON (default: those built in, for 45 nm).")
    private Path constantsFile;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the array's components by layer as PNG.")
    private Path plot;

    @Override
    public Integer call() throws Exception {
        final ArrayHardware hardware = new ArrayHardware(ArrayGeometry.PRIME, circuit(adc), adcBits);
        requireStop();
        final EnergyConstants constants =
                constantsFile == null ? EnergyConstants.builtIn() : EnergyConstants.read(constantsFile);
        if (plot != null) {
            Checkpoints.requireWritable(plot);
        }
        final Model model = ModelNetwork.read(file);
        final boolean isAutoEncoder = Networks.isAutoEncoder(model);
        if (!isAutoEncoder) {
            ExitPolicies.of("confidence", earlyStop); // refuses what is none of a classifier's
        }
        final Counted counted =
                isAutoEncoder ? inpainting(model, hardware, constants) : classifier(model, hardware, constants);
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final EnergyTable table = new EnergyTable(report, counted.result(), counted.model(), isAutoEncoder);
        table.lines(counted.steps(), !earlyStop.equals("off"));
        if (plot != null) {
            EnergyPlot.write(
                    plot,
                    "Energy of an inference: " + file.getFileName(),
                    counted.result().stopped());
            report.line("plot                %s", plot);
        }
        table.keys(counted.steps());
        report.put("samples", counted.result().stopped().inferences())
                .put("adc", adc)
                .put("adcBits", adcBits)
                .put("constants", constants.origin())
                .put("plot", plot == null ? null : plot.toString())
                .end();
        return 0;
    }

    /** Refuses what is an early stop neither of classifiers nor of auto-encoders, before anything is read. */
    private void requireStop() {
        try {
            ExitPolicies.of("confidence", earlyStop);
        } catch (IllegalArgumentException e) {
            if (!earlyStop.equals("model") && !earlyStop.startsWith("hole:")) {
                throw e;
            }
            AutoEncoders.requireStop(earlyStop);
        }
    }

    /** What came out. */
    private record Counted(EnergyRun.Result result, EnergyModel model, int steps) {}

    private Counted classifier(Model model, ArrayHardware hardware, EnergyConstants constants) throws IOException {
        final Samples samples = dataset.data(file, model, common.seed()).samples(dataset.of(model), Split.TEST, count);
        final Kernels kernels = common.kernelsFor(samples.size()).kernels();
        final Network network = Networks.of(file, model, samples, kernels);
        final Model fitting = model.at(samples.shape());
        final Placed placed = ModelNetwork.placed(fitting, kernels, Networks.trained(file, model));
        final EnergyModel energy = new EnergyModel(network.graph(), placed, hardware, constants);
        try (Progress progress = Progress.of("energy", samples.size(), common.isJson())) {
            final EnergyRun.Result result = new EnergyEvaluation(
                            network, energy, samples, common.threads(), progress::to)
                    .run(ExitPolicies.of("confidence", earlyStop));
            return new Counted(result, energy, samples.steps());
        }
    }

    private Counted inpainting(Model model, ArrayHardware hardware, EnergyConstants constants) throws IOException {
        final Kernels kernels = common.kernels();
        final AutoEncoder spec = AutoEncoders.spec(file, model);
        final Canvas canvas = new Canvas(spec.side());
        final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), file, model));
        final List<Picture> pictures = Pictures.of(dataset.sets().images(dataset.of(model), Split.TEST), canvas, count);
        final Placement placement = Networks.trained(file, model);
        final Placed placed = ModelNetwork.placed(model, kernels, placement);
        final EnergyModel energy = new EnergyModel(spec.inpainting(), placed, hardware, constants);
        final Inpainting.Settings settings = new Inpainting.Settings(
                hole, AutoEncoders.stop(earlyStop, file, model), common.seed(), common.threads());
        try (Progress progress = Progress.of("energy", pictures.size(), common.isJson())) {
            final EnergyRun.Result result = new InpaintingEnergy(
                            AutoEncoderNetwork.of(model, kernels, placement), energy, settings, pictures, progress::to)
                    .run();
            return new Counted(result, energy, spec.steps());
        }
    }

    private static AdcCircuit circuit(String adc) {
        return switch (adc) {
            case "sar" -> new AdcCircuit.Sar(0);
            case "ramp" -> new AdcCircuit.Ramp(0);
            case "flash" -> new AdcCircuit.Flash(0);
            default -> throw new IllegalArgumentException("--adc: expected sar, ramp or flash, found '" + adc + "'");
        };
    }
}
