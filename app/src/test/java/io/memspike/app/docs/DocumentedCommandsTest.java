package io.memspike.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.app.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command that the documentation shows is one that the command line takes, with options and values that there are. */
class DocumentedCommandsTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");

    /** What other programs are told: options of Java. */
    private static final Set<String> OF_OTHERS = Set.of(
            "--add-modules", "--add-opens", "--enable-native-access", "--sun-misc-unsafe-memory-access", "--release");

    @Test
    void shouldShowCommandsThatTheCommandLineTakes() throws IOException {
        final Map<String, String> refused = new LinkedHashMap<>();
        int count = 0;
        for (final Page page : Page.all()) {
            for (final String command : commands(page)) {
                for (final String each : ShellLine.choices(command)) {
                    final String refusal = CommandCheck.refusal(ShellLine.arguments(each), each.contains("…"));
                    if (!refusal.isEmpty()) {
                        refused.put(page.file() + ": " + each, refusal);
                    }
                    count++;
                }
            }
        }

        assertEquals(Map.of(), refused);
        assertTrue(count > 150, "commands looked at: " + count);
    }

    /** Those of blocks, and those in a line of prose or a table. */
    private static List<String> commands(Page page) {
        final List<String> commands = new ArrayList<>();
        page.blocks("sh").forEach(block -> commands.addAll(ShellLine.commands(block.code())));
        commands.addAll(page.inline());
        commands.removeIf(command -> !ShellLine.isMemspike(command)
                || ShellLine.arguments(command).isEmpty()
                || ShellLine.arguments(command).get(0).equals("COMMAND")); // what all commands look like
        return commands;
    }

    /** {@code train classify --fold F} in prose: its options are those of the command, whatever stands for their values. */
    @Test
    void shouldNameOptionsOfTheCommandsBeforeThem() throws IOException {
        final Map<String, CommandLine> known = Reference.lines();
        final Set<String> wrong = new TreeSet<>();
        int count = 0;
        for (final Page page : Page.all()) {
            for (final String inline : page.inline()) {
                final String said = inline.replaceFirst("^\\./memspike ", "");
                final String command = known.keySet().stream()
                        .filter(name -> (said + " ").startsWith(name + " "))
                        .max((one, other) -> one.length() - other.length())
                        .orElse("");
                final Set<String> options = options(said);
                if (!command.isEmpty() && !options.isEmpty()) {
                    options.removeAll(
                            known.get(command).getCommandSpec().optionsMap().keySet());
                    options.forEach(option -> wrong.add(page.file() + ": " + said + ": " + option));
                    count++;
                }
            }
        }

        assertEquals(Set.of(), wrong);
        assertTrue(count > 50, "commands looked at: " + count);
    }

    @Test
    void shouldNameOptionsThatSomeCommandHas() throws IOException {
        final Set<String> known = new TreeSet<>(OF_OTHERS);
        Reference.lines()
                .values()
                .forEach(line -> known.addAll(line.getCommandSpec().optionsMap().keySet()));
        final Set<String> wrong = new TreeSet<>();
        for (final Page page : Page.all()) {
            for (final String inline : page.inline()) {
                final Set<String> options = options(inline);
                options.removeAll(known);
                options.forEach(option -> wrong.add(page.file() + ": " + option));
            }
        }

        assertEquals(Set.of(), wrong);
    }

    private static Set<String> options(String code) {
        final Set<String> options = new TreeSet<>();
        final Matcher option = OPTION.matcher(code);
        while (option.find()) {
            options.add(option.group());
        }
        return options;
    }

    @Test
    void shouldSeeWhatIsWrong() {
        assertEquals("", CommandCheck.refusal(List.of("evaluate", "prime", "--early-stop", "model"), false));
        for (final String wrong : List.of(
                "evaluat prime",
                "evaluate prime --early-halt model",
                "evaluate",
                "evaluate prime --samples many",
                "evaluate prime --early-stop soon",
                "evaluate primo",
                "train classify --network con",
                "train classify --dataset mnst",
                "train classify --encode saccade:vari=1",
                "train classify --device rrram",
                "data info FILE --filter hot:rat=3",
                "array study --sweep read-nois=0.1")) {
            assertTrue(!CommandCheck.refusal(ShellLine.words(wrong), false).isEmpty(), wrong);
        }
    }
}
