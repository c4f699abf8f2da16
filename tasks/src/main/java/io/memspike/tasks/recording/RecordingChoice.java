package io.memspike.tasks.recording;

import io.memspike.datasets.recording.Recording;
import io.memspike.tasks.experiment.Option;
import java.io.IOException;
import java.nio.file.Path;

/** Which recording; the components say what they mean. */
public record RecordingChoice(
        @Option(label = "FILE", says = "a recording in any of [these formats](recordings.md)", positional = true)
        Path file,

        @Option(label = "NAME", says = "its format, where contents do not tell it", shown = "recognised by content")
        String format) {
    /** The recording. */
    public Recording open() throws IOException {
        return Recording.open(file, format);
    }
}
