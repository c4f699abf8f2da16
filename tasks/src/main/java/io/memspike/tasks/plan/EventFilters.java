package io.memspike.tasks.plan;

import io.memspike.datasets.recording.filter.FilterChoice;
import java.util.List;

/** Filters of events as the command line names them. */
public final class EventFilters {
    /** What {@code --filter} takes. */
    public static final String LABEL = "NAME[:KEY=VALUE,...]";

    /** What {@code --filter} does. */
    public static final String SAYS =
            "a [filter](recordings.md#filters) of its events, in the order given; may be given more than once";

    /** What it does before an encoder. */
    public static final String BEFORE =
            "of recordings: a [filter](recordings.md#filters) of their events, in the order given; may be given more than once";

    private EventFilters() {}

    /** Whether none were given. */
    public static boolean areNone(List<String> texts) {
        return texts == null || texts.isEmpty();
    }

    /**
     * The filters that were given, in order.
     *
     * @param texts null for none
     * @throws IllegalArgumentException where there is none such; the message lists those that there are
     */
    public static List<FilterChoice> of(List<String> texts) {
        return texts == null ? List.of() : texts.stream().map(FilterChoice::of).toList();
    }
}
