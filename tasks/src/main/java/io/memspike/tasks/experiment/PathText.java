package io.memspike.tasks.experiment;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.nio.file.Path;

/** Files in JSON are written as they were named, not as URIs. */
final class PathText {
    private PathText() {}

    static Module module() {
        return new SimpleModule("paths").addSerializer(Path.class, ToStringSerializer.instance);
    }
}
