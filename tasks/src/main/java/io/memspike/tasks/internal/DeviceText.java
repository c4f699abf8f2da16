package io.memspike.tasks.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.FormedRram;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.util.Map;

/**
 * What a model's weights are formed on, as its metadata says it: PRIME's cells by their names, other devices with all their
 * numbers as JSON, such as {@code {"pcm":{…}}}, so that a file needs no other.
 */
public final class DeviceText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, FormedRram> NAMED = Map.of(
            ModelNetwork.FORMED_RRAM, FormedRram.prime(),
            ModelNetwork.FORMED_RRAM_INPAINTING, FormedRram.primeInpainting());

    private DeviceText() {}

    /** What holds a device in JSON. */
    private record Holder(DeviceModel device) {}

    /**
     * The metadata of a device that a network's text names.
     *
     * @throws IllegalArgumentException where there is none of that name
     * @throws IOException where a file that it names cannot be read, or holds no device
     */
    public static String of(String name) throws IOException {
        if (NAMED.containsKey(name)) {
            return name;
        }
        try {
            return JSON.writeValueAsString(DeviceCatalog.of(name));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers can be written", e);
        }
    }

    /**
     * The device of a metadata; null where it names none that can be formed here, or is null.
     *
     * @throws IllegalArgumentException where it is the JSON of none
     */
    public static DeviceModel device(String text) {
        if (text == null || !text.startsWith("{")) {
            return text == null ? null : NAMED.get(text);
        }
        try {
            return StrictJson.parse(ModelNetwork.DEVICE, "{\"device\":" + text + "}")
                    .as(Holder.class)
                    .device();
        } catch (FileFormatException e) {
            throw new IllegalArgumentException("metadata " + e.getMessage(), e);
        }
    }

    /** In a word. */
    public static String name(String text) {
        return text.startsWith("{") ? text.replaceFirst("^\\{\"([^\"]*)\".*", "$1") : text;
    }
}
