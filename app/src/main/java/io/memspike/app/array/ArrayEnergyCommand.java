package io.memspike.app.array;

import io.memspike.app.cli.Checkpoints;
import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.ExitPolicies;
import io.memspike.app.cli.Networks;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.EnergyPlot;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.EnergyEvaluation;
import io.memspike.tasks.ModelNetwork;
import java.nio.file.Path;
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
                    "Stop each inference once its confidence exceeds this, in [0, 1] (default: ${DEFAULT-VALUE}).")
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
        final ExitPolicy exit = ExitPolicies.of("confidence", earlyStop);
        final ArrayHardware hardware = new ArrayHardware(ArrayGeometry.PRIME, circuit(adc), adcBits);
        final EnergyConstants constants =
                constantsFile == null ? EnergyConstants.builtIn() : EnergyConstants.read(constantsFile);
        if (plot != null) {
            Checkpoints.requireWritable(plot);
        }
        final Model model = ModelNetwork.read(file);
        final String name = dataset.of(model);
        final Samples samples = dataset.data(file, model, common.seed()).samples(name, Split.TEST, count);
        final Network network = Networks.of(
                file, model, samples, common.kernelsFor(samples.size()).kernels(), ReadNoise.NONE);
        final EnergyModel energy = new EnergyModel(
                network.graph(),
                (node, matrix) -> ModelNetwork.array(model.at(samples.shape()), node, matrix),
                hardware,
                constants);
        final EnergyEvaluation.Result result;
        try (Progress progress = Progress.of("energy", samples.size(), common.isJson())) {
            result = new EnergyEvaluation(network, energy, samples, common.threads(), progress::to).run(exit);
        }
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final EnergyTable table = new EnergyTable(report, result, energy);
        table.lines(samples.steps(), exit != null);
        if (plot != null) {
            EnergyPlot.write(plot, "Energy of an inference: " + file.getFileName(), result.stopped());
            report.line("plot                %s", plot);
        }
        table.keys(samples.steps());
        report.put("samples", samples.size())
                .put("adc", adc)
                .put("adcBits", adcBits)
                .put("constants", constants.origin())
                .put("plot", plot == null ? null : plot.toString())
                .end();
        return 0;
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
