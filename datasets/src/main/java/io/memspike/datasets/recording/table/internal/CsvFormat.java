package io.memspike.datasets.recording.table.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.RecordingFormat;

/** Events as text, one a line, numbers apart by commas or semicolons; see {@link TextReader}. */
@AutoService(RecordingFormat.class)
public final class CsvFormat extends TextFormats {
    /** Found by its name. */
    public CsvFormat() {
        super("csv", true, "csv");
    }
}
