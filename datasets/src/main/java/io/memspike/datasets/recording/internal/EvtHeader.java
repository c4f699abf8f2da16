package io.memspike.datasets.recording.internal;

import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingFormat.Likeness;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Heads of Prophesee's raw files: lines that begin with {@code %}, of which {@code % evt 3.0} or {@code % format EVT3;…} says
 * the encoding; files of the oldest cameras say neither, and are EVT2.
 */
final class EvtHeader {
    /** The line that ends a head, where there is one. */
    static final String END = "% end";

    private static final Pattern EVT = Pattern.compile("(?m)^% *evt +(\\d)\\.(\\d)");
    private static final Pattern FORMAT = Pattern.compile("(?m)^% *format +EVT(\\d)(\\d?)");
    private static final Pattern OLD =
            Pattern.compile("(?m)^% *(system_ID|plugin_name|integrator_name|firmware_version)");

    private EvtHeader() {}

    static boolean isEvt(String header) {
        return version(header) != null;
    }

    /** {@code "2.0"}, {@code "2.1"}, {@code "3.0"} or another; null where it is no raw file. */
    static String version(String header) {
        for (final Pattern pattern : new Pattern[] {FORMAT, EVT}) {
            final Matcher matcher = pattern.matcher(header);
            if (matcher.find()) {
                return matcher.group(1) + "." + (matcher.group(2).isEmpty() ? "0" : matcher.group(2));
            }
        }
        return OLD.matcher(header).find() ? "2.0" : null;
    }

    static Likeness likeness(Head head, String version) {
        return head.startsWith("%") && version.equals(version(head.lines('%'))) ? Likeness.CERTAIN : Likeness.NONE;
    }
}
