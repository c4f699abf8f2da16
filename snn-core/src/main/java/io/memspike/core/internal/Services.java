package io.memspike.core.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
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
    @SuppressWarnings("unchecked") // a service that is generic is found as what it is of anything
    public static <T> SortedMap<String, T> byName(Class<? super T> service, String what, Function<T, String> name) {
        final SortedMap<String, T> found = new TreeMap<>();
        for (final Object provider : ServiceLoader.load(service, service.getClassLoader())) {
            final T each = (T) provider;
            if (found.put(name.apply(each), each) != null) {
                throw new IllegalStateException(
                        what + " " + name.apply(each) + ": expected one " + service.getSimpleName() + ", found two");
            }
        }
        return Collections.unmodifiableSortedMap(found);
    }

    /**
     * What a class says for the first type parameter of what it implements or else extends.
     *
     * @throws IllegalStateException where it says nothing
     */
    public static Class<?> argument(Class<?> type) {
        final Type[] interfaces = type.getGenericInterfaces();
        final Type parent = interfaces.length > 0 ? interfaces[0] : type.getGenericSuperclass();
        if (parent instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> argument) {
            return argument;
        }
        throw new IllegalStateException(type.getName() + ": expected one kind that it is of, found " + parent);
    }
}
