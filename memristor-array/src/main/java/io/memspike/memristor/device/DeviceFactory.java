package io.memspike.memristor.device;

import java.io.IOException;

/**
 * A device by its name. Found by {@link java.util.ServiceLoader}: a device of one's own is a {@link DeviceModel} and a
 * factory, which {@code @AutoService(DeviceFactory.class)} makes known to every command that takes {@code --device}.
 */
public interface DeviceFactory {
    /** Name on command lines, such as {@code pcm}: small letters, digits and {@code -}. */
    String name();

    /** What must follow the name and a colon, such as {@code FILE}; empty where the name is all. */
    default String parameter() {
        return "";
    }

    /**
     * What {@link #of} makes: what files hold under {@link #name()}, as its record components. The class that the factory is
     * nested in, unless another is given.
     */
    default Class<? extends DeviceModel> type() {
        return getClass().getEnclosingClass().asSubclass(DeviceModel.class);
    }

    /**
     * The device.
     *
     * @param argument what follows the name and a colon; empty where {@link #parameter()} is
     * @throws IllegalArgumentException where it makes no device: expected, found
     * @throws IOException where a file that it names cannot be read, or holds no device
     */
    DeviceModel of(String argument) throws IOException;
}
