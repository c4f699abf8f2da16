package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What was written; the components say what they mean. */
public record NirExportResult(
        @Means("the model") Path model,
        @Means("the file in NIR") Path out,
        @Means("number of nodes") int nodes,
        @Means("number of edges") int edges,

        @Means(
                "by which `nir run` does the same, bit for bit; it stands in the file, whose readers other than Memspike take their own")
        String discretisation,

        @Means("what is said otherwise in NIR") List<String> notes) {}
