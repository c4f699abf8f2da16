package io.memspike.app.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines that a shell would run, as words. */
final class ShellLine {
    private static final String LAUNCHER = "./memspike";
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern CHOICE = Pattern.compile("\\[([^\\[\\]]*)]");

    private ShellLine() {}

    /** The commands of a block: lines that go on behind a backslash are one, remarks are left out. */
    static List<String> commands(String block) {
        return block.replaceAll("\\\\\\R\\s*", " ")
                .lines()
                .map(line -> line.replaceAll("(^|\\s+)#.*$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Whether it starts Memspike, perhaps with variables before it. */
    static boolean isMemspike(String command) {
        return words(command).stream()
                .filter(word -> !word.matches("[A-Z_]+=.*"))
                .findFirst()
                .orElse("")
                .equals(LAUNCHER);
    }

    /** What Memspike is given; {@code …}, which stands for what was said before, and the background are left out. */
    static List<String> arguments(String command) {
        final List<String> words = new ArrayList<>(words(command));
        words.removeIf(word -> word.equals("…") || word.equals("&"));
        return List.copyOf(words.subList(words.indexOf(LAUNCHER) + 1, words.size()));
    }

    /** The command with each of what stands between brackets, {@code [A | B]}, and without any. */
    static List<String> choices(String command) {
        final Matcher choice = CHOICE.matcher(command);
        if (!choice.find()) {
            return List.of(command);
        }
        final List<String> all = new ArrayList<>(choices(choice.replaceFirst("")));
        for (final String each : choice.group(1).split("\\|")) {
            all.addAll(choices(command.substring(0, choice.start()) + each + command.substring(choice.end())));
        }
        return all;
    }

    /** Words as a shell has them, without their quotes. */
    static List<String> words(String command) {
        final List<String> words = new ArrayList<>();
        final Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group().replaceAll("[\"']", ""));
        }
        return words;
    }
}
