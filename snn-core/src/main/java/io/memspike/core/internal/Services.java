package io.memspike.core.internal;

import java.util.Collections;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What the class path offers of a kind of thing that is found by its name: a table for each. Thread-safe. */
public final class Services {
    private Services() {}

    /**
     * All that {@link ServiceLoader} finds.
     *
     * @param service what is looked for, with the loader of its own class
     * @param what what each makes known, for messages, such as {@code "device"}
     * @param name its name
     * @return by name, ascending; not to be modified
     * @throws IllegalStateException where two have one name
     */
    public static <T> SortedMap<String, T> byName(Class<T> service, String what, Function<T, String> name) {
        final SortedMap<String, T> found = new TreeMap<>();
        for (final T each : ServiceLoader.load(service, service.getClassLoader())) {
            if (found.put(name.apply(each), each) != null) {
                throw new IllegalStateException(
                        what + " " + name.apply(each) + ": expected one " + service.getSimpleName() + ", found two");
            }
        }
        return Collections.unmodifiableSortedMap(found);
    }
}
