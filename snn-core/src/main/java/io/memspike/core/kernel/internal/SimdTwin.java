package io.memspike.core.kernel.internal;

/** SIMD classes, found by name, so that nothing else needs the incubator module to compile or load. */
public final class SimdTwin {
    private SimdTwin() {}

    /**
     * A new SIMD twin.
     *
     * @param type what it is a twin of
     * @param name the full name of its class, which has a public constructor without arguments
     * @throws IllegalStateException where it cannot be had
     */
    public static <T> T load(Class<T> type, String name) {
        try {
            return type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getSimpleName() + ": " + name + " is not on the class path", e);
        }
    }
}
