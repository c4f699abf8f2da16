package io.memspike.app.docs;

import io.memspike.app.Reference;
import io.memspike.app.cli.ExperimentCommand;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.array.Sweep;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.network.NetworkSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Whether a command line could be run, so far as that hangs on no file. */
final class CommandCheck {
    /** What values stand for that a plan takes as texts, and looks up when it is run. */
    private static final Map<String, Check> VALUES = Map.of(
            "--encode", Encoding::of,
            "--filter", FilterChoice::of,
            "--network", CommandCheck::network,
            "--model", CommandCheck::model,
            "--device", CommandCheck::device);

    /** Looks a value up. */
    private interface Check {
        void of(String value) throws IOException;
    }

    private CommandCheck() {}

    /**
     * Why a command line is refused; empty where it is not.
     *
     * @param isPart whether something is left out, so that nothing is missing
     */
    static String refusal(List<String> arguments, boolean isPart) {
        try {
            final CommandLine line = Reference.line(arguments);
            CommandLine.ParseResult parsed = line.parseArgs(arguments.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            if (parsed.commandSpec().userObject() instanceof ExperimentCommand<?, ?> command) {
                requireKnown(String.join(" ", arguments), command.plan());
            }
            return "";
        } catch (MissingParameterException e) {
            return isPart ? "" : e.getMessage();
        } catch (ParameterException | IllegalArgumentException | IOException e) {
            return e.getMessage();
        }
    }

    private static void requireKnown(String command, Record plan) throws IOException {
        for (final Map.Entry<String, Object> each : Plans.values(plan).entrySet()) {
            final List<?> values = each.getValue() instanceof List<?> list
                    ? list
                    : Optional.ofNullable(each.getValue()).stream().toList();
            for (final Object value : values) {
                checkOf(command, each.getKey()).of(value.toString());
            }
        }
    }

    private static Check checkOf(String command, String option) {
        if (option.equals("--sweep") && command.startsWith("array study")) {
            return Sweep::parse;
        }
        if (option.equals("--dataset")) {
            return value -> dataset(command, value);
        }
        return VALUES.getOrDefault(option, value -> {});
    }

    private static boolean isPlaceholder(String value) {
        return value.matches("[A-Z]+(/.*)?");
    }

    private static void model(String value) throws IOException {
        final boolean isShipped =
                ShippedModels.all().stream().anyMatch(model -> model.name().equals(value));
        if (!isPlaceholder(value) && !value.matches(".*\\.(safetensors|net|nir)") && !isShipped) {
            throw new IllegalArgumentException("model: expected a file or a shipped model, found " + value);
        }
    }

    private static void network(String value) {
        final boolean isFile = NetworkSource.isText(value) || value.endsWith(".safetensors");
        if (!isPlaceholder(value) && !NetworkSource.isInJar(value) && !isFile) {
            throw new IllegalArgumentException("network: expected one that there is, found " + value);
        }
    }

    private static void dataset(String command, String value) {
        final boolean isOfPixels = value.equals("vessels") && command.matches("train (prune|writes).*");
        if (!isPlaceholder(value) && !isOfPixels && !DataSets.ofSystem().names().contains(value)) {
            throw new IllegalArgumentException("data set: expected one that there is, found " + value);
        }
    }

    private static void device(String value) throws IOException {
        if (!value.startsWith("histogram:") && !value.startsWith("table:")) {
            DeviceCatalog.of(value);
        }
    }
}
