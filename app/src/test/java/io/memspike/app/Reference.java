package io.memspike.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.app.cli.ExperimentCommand;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Results;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What the records of commands say; {@link ReferenceTablesTest} compares {@code docs/commands.md} with it. */
public final class Reference {
    private Reference() {}

    /** Commands by heading: their words, and what they are about, as in {@code evaluate MODEL}. */
    static Map<String, ExperimentCommand<?, ?>> commands() {
        final Map<String, ExperimentCommand<?, ?>> commands = new TreeMap<>();
        collect(Main.commandLine(), "", commands);
        return commands;
    }

    /** A command line that takes these arguments. */
    public static CommandLine line(List<String> arguments) {
        return Main.commandLineFor(arguments.toArray(String[]::new));
    }

    /** All commands that do something, by their words, as in {@code train classify}. */
    public static Map<String, CommandLine> lines() {
        final Map<String, CommandLine> lines = new TreeMap<>();
        collectLines(Main.commandLine(), "", lines);
        return lines;
    }

    private static void collectLines(CommandLine line, String words, Map<String, CommandLine> lines) {
        if (!words.isEmpty()) {
            lines.put(words, line);
        }
        line.getSubcommands().forEach((word, below) -> collectLines(below, (words + " " + word).strip(), lines));
    }

    private static void collect(CommandLine line, String words, Map<String, ExperimentCommand<?, ?>> commands) {
        if (line.getCommand() instanceof ExperimentCommand<?, ?> command) {
            final String positional = Plans.settings(command.experiment().plan()).stream()
                    .filter(setting -> !setting.isSeed() && setting.option().positional())
                    .map(setting -> " " + setting.option().label())
                    .collect(Collectors.joining());
            commands.put(words + positional, command);
        }
        line.getSubcommands().forEach((word, below) -> collect(below, (words + " " + word).strip(), commands));
    }

    /** Keys of what a command printed, as the documentation writes them: a.b, a[].b. */
    public static Set<String> keys(JsonNode printed) {
        final Set<String> keys = new TreeSet<>();
        collect("", printed, keys);
        return keys;
    }

    private static void collect(String name, JsonNode node, Set<String> keys) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), keys));
        } else if (node.isArray()) {
            node.forEach(element -> collect(name + "[]", element, keys));
        } else {
            keys.add(name);
        }
    }

    /** JSON keys of a command. */
    public static Set<String> keys(String heading) {
        return Results.keys(commands().get(heading).experiment().result()).stream()
                .flatMap(keys -> keys.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
