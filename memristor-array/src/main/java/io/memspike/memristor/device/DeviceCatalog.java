package io.memspike.memristor.device;

import java.io.IOException;
import java.nio.file.Path;

/** Devices by the names that command lines use. */
public final class DeviceCatalog {
    private static final String HISTOGRAM = "histogram:";

    private DeviceCatalog() {}

    /**
     * A device by its name:
     *
     * <pre>
     *   formed-rram     {@link FormedRram#prime()}
     *   rram            {@link TargetRram#wan()}
     *   pcm             {@link PhaseChangeMemory#standard()}
     *   mram            {@link MagneticMemory#standard()}
     *   histogram:FILE  {@link MeasuredHistogram#read}
     * </pre>
     *
     * @throws IllegalArgumentException where there is no such device; the message lists those that there are
     * @throws IOException where the file cannot be read, or is no histogram
     */
    public static DeviceModel of(String name) throws IOException {
        if (name.startsWith(HISTOGRAM) && name.length() > HISTOGRAM.length()) {
            return MeasuredHistogram.read(Path.of(name.substring(HISTOGRAM.length())));
        }
        return switch (name) {
            case "formed-rram" -> FormedRram.prime();
            case "rram" -> TargetRram.wan();
            case "pcm" -> PhaseChangeMemory.standard();
            case "mram" -> MagneticMemory.standard();
            default ->
                throw new IllegalArgumentException(
                        "device: expected formed-rram, rram, pcm, mram or histogram:FILE, found " + name);
        };
    }
}
