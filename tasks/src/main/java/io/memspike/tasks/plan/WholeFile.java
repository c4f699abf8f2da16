package io.memspike.tasks.plan;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.memspike.core.file.internal.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Files that are complete or not there. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes a file, replacing an earlier one only when the new one is complete. */
    public static void write(Path file, byte[] bytes) throws IOException {
        AtomicFile.write(file, channel -> {
            final ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
        });
    }

    /** Writes comma-separated values likewise: names of columns, then one line for each row; null is an empty value. */
    public static void writeTable(Path file, List<String> names, List<? extends List<?>> rows) throws IOException {
        final CsvSchema.Builder schema = CsvSchema.builder();
        names.forEach(schema::addColumn);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SequenceWriter writer =
                CsvMapper.builder().build().writer(schema.build().withHeader()).writeValues(bytes)) {
            writer.writeAll(rows);
        }
        write(file, bytes.toByteArray());
    }
}
