package io.memspike.tasks.stream;

import io.memspike.core.file.Model;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.plan.DataChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a model says of the streams that it is for.
 *
 * @param file where it is from, for messages
 * @param model what it is
 */
public record StreamedModel(Path file, Model model) {
    /** What it was trained with; null where it does not say. */
    public Encoding encoding() throws IOException {
        return model.metadata().get(ClassifierTraining.ENCODER) == null
                ? null
                : DataChoice.encoding(DataSets.ofSystem(), DataSets.MNIST, file, model);
    }

    /** Filters of the events that it was trained on. */
    public List<FilterChoice> filters() throws IOException {
        final Encoding encoding = encoding();
        return encoding == null ? List.of() : encoding.filters();
    }

    /** Width of the bins that it was trained on, in microseconds. */
    public long binMicros() throws IOException {
        final Encoding encoding = encoding();
        final long micros = encoding == null || encoding.steps() == 0 ? 0 : encoding.binMicros(encoding.steps());
        return micros == 0 ? StreamSources.BIN_MICROS : micros;
    }
}
