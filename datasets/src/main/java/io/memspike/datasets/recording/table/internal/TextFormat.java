package io.memspike.datasets.recording.table.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.RecordingFormat;

/** Events as text, one a line, numbers apart by white space; see {@link TextReader}. */
@AutoService(RecordingFormat.class)
public final class TextFormat extends TextFormats {
    /** Found by its name. */
    public TextFormat() {
        super("text", false, "txt");
    }
}
