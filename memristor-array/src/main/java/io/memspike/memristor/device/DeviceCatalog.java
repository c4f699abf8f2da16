package io.memspike.memristor.device;

import io.memspike.core.internal.Services;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Devices by the names that command lines use. Immutable and thread-safe. */
public final class DeviceCatalog {
    private static final Map<String, DeviceFactory> FACTORIES =
            Services.byName(DeviceFactory.class, "device", DeviceFactory::name);

    private DeviceCatalog() {}

    /** How all known devices are written, in order of their names, such as {@code "histogram:FILE, mram, pcm"}. */
    public static String names() {
        return FACTORIES.values().stream().map(DeviceCatalog::written).collect(Collectors.joining(", "));
    }

    /** The factory of that name, or null. */
    static DeviceFactory factory(String name) {
        return FACTORIES.get(name);
    }

    /** All factories. */
    static Collection<DeviceFactory> all() {
        return FACTORIES.values();
    }

    /**
     * A device by its name, {@code NAME} or {@code NAME:ARGUMENT}.
     *
     * @throws IllegalArgumentException where there is no such device; the message lists those that there are
     * @throws IOException where a file that it names cannot be read, or holds no device
     */
    public static DeviceModel of(String device) throws IOException {
        final int colon = device.indexOf(':');
        final String argument = colon < 0 ? "" : device.substring(colon + 1);
        final DeviceFactory factory = FACTORIES.get(colon < 0 ? device : device.substring(0, colon));
        if (factory == null
                || argument.isEmpty() != factory.parameter().isEmpty()
                || argument.isEmpty() && colon >= 0) {
            throw new IllegalArgumentException("device: expected " + names() + ", found " + device);
        }
        return factory.of(argument);
    }

    private static String written(DeviceFactory factory) {
        return factory.parameter().isEmpty() ? factory.name() : factory.name() + ":" + factory.parameter();
    }
}
