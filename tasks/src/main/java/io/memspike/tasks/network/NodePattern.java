package io.memspike.tasks.network;

import io.memspike.interchange.Learning;
import java.util.regex.Pattern;

/**
 * What the nodes learn whose names a pattern matches.
 *
 * @param pattern a name in which {@code *} stands for any letters and {@code ?} for any one
 * @param learning what they learn
 */
public record NodePattern(String pattern, Learning learning) {
    /** Whether a node's name matches. */
    public boolean matches(String node) {
        final StringBuilder regex = new StringBuilder();
        for (final char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return node.matches(regex.toString());
    }
}
