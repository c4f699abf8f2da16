package io.memspike.tasks.recording;

import io.memspike.datasets.recording.Recording;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.EventFilters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Which recording; the components say what they mean. */
public record RecordingChoice(
        @Option(label = "FILE", says = "a recording in any of [these formats](recordings.md)", positional = true)
        Path file,

        @Option(label = "NAME", says = "its format, where contents do not tell it", shown = "recognised by content")
        String format,

        @Option(label = EventFilters.LABEL, says = EventFilters.SAYS)
        List<String> filter,

        long seed) {
    /** Refuses filters that there are not. */
    public RecordingChoice {
        EventFilters.of(filter);
    }

    /** The recording, behind its filters. */
    public Recording open() throws IOException {
        final Recording recording = Recording.open(file, format);
        return EventFilters.areNone(filter) ? recording : recording.behind(EventFilters.of(filter), seed);
    }
}
