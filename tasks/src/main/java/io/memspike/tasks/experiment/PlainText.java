package io.memspike.tasks.experiment;

/** What is said of settings and results, for those who see no Markdown. */
public final class PlainText {
    private static final String LINK = "\\[([^]]*)]\\([^)]*\\)";

    private PlainText() {}

    /** The words of links, and code in quotes. */
    public static String of(String markdown) {
        return markdown.replaceAll(LINK, "$1").replaceAll("'?`'?", "'");
    }
}
