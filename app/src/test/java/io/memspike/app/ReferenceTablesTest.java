package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Results;
import io.memspike.tasks.experiment.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The tables of {@code docs/commands.md} are those of the records: {@code -Dmemspike.renew=true} writes them anew; the
 * prose around them stays.
 */
class ReferenceTablesTest {
    private static final Path FILE = Path.of("../docs/commands.md");
    private static final Pattern OPTION = Pattern.compile("--?[a-z]+");
    private static final Path WANTED = Path.of("target/commands.md");
    private static final String OPTIONS = "| option | meaning |\n|---|---|\n";
    private static final String KEYS = "| JSON key | meaning |\n|---|---|\n";

    @Test
    void shouldBeTheTablesOfTheRecords() throws IOException {
        final String found = Files.readString(FILE);
        String wanted = found;
        for (final Map.Entry<String, ExperimentCommand<?, ?>> each :
                Reference.commands().entrySet()) {
            final Class<? extends Record> plan = each.getValue().experiment().plan();
            final Class<? extends Record> result = each.getValue().experiment().result();
            wanted = replaced(wanted, each.getKey(), OPTIONS, options(plan));
            wanted = replaced(wanted, each.getKey(), KEYS, keys(result));
        }
        Files.writeString(WANTED, wanted);
        if (Boolean.getBoolean("memspike.renew")) {
            Files.writeString(FILE, wanted);
        }
        assertEquals(
                wanted,
                Files.readString(FILE),
                "docs/commands.md differs from app/" + WANTED + "; -Dmemspike.renew=true renews it");
    }

    @Test
    void shouldListTheOptionsThatAllCommandsHave() throws IOException {
        final String text = Files.readString(FILE);
        final int table = text.indexOf(OPTIONS) + OPTIONS.length();
        final Set<String> listed = new TreeSet<>();
        text.substring(table, text.indexOf("\n\n", table))
                .lines()
                .map(row -> OPTION.matcher(row.substring(0, row.indexOf('|', 1))))
                .forEach(option -> option.results().forEach(found -> listed.add(found.group())));

        Reference.commands().values().forEach(command -> {
            final Set<String> common = new TreeSet<>();
            CommandSpec.forAnnotatedObject(command).mixins().get("common").options().stream()
                    .flatMap(option -> Arrays.stream(option.names()))
                    .forEach(common::add);
            assertEquals(common, listed);
        });
    }

    /** The text with another table below a command's heading; without a row there is no table. */
    private static String replaced(String text, String command, String head, List<String> rows) {
        final String heading = "\n## `" + command + "`\n";
        final int from = text.indexOf(heading);
        assertTrue(from >= 0, "docs/commands.md lacks the heading ## `" + command + "`");
        final int next = text.indexOf("\n## ", from + 1);
        final int table = text.indexOf(head, from);
        if (rows.isEmpty()) {
            return text;
        }
        assertTrue(
                table >= 0 && (next < 0 || table < next),
                "docs/commands.md lacks below " + command + " a table " + head);
        int end = table + head.length();
        while (text.startsWith("|", end)) {
            end = text.indexOf('\n', end) + 1;
        }
        return text.substring(0, table) + head + String.join("", rows) + text.substring(end);
    }

    private static List<String> options(Class<? extends Record> plan) {
        final List<String> rows = new ArrayList<>();
        for (final Setting setting : Plans.settings(plan)) {
            if (setting.isSeed() || setting.option().positional()) {
                continue;
            }
            final String label = setting.option().label();
            final String name = setting.name() + (label.isEmpty() ? "" : " " + label);
            rows.add(row("`" + name + "`", setting.option().says() + unlessGiven(setting)));
        }
        return rows;
    }

    private static String unlessGiven(Setting setting) {
        final String shown = setting.shown();
        final boolean isCode = setting.option().shown().isEmpty() && !shown.matches("[0-9.-]*");
        return shown.isEmpty() ? "" : " (" + (isCode ? "`" + shown + "`" : shown) + ")";
    }

    private static List<String> keys(Class<? extends Record> result) {
        return Results.keys(result).stream()
                .map(keys -> row(
                        keys.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                        keys.meaning()))
                .toList();
    }

    private static String row(String first, String second) {
        return "| " + first.replace("|", "\\|") + " | " + second.replace("|", "\\|") + " |\n";
    }
}
