package io.memspike.memristor.device;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Which device a file means: the names of {@link DeviceCatalog}. */
final class DeviceNames extends TypeIdResolverBase {
    @Override
    public String idFromValue(Object device) {
        return idFromValueAndType(device, device.getClass());
    }

    @Override
    public String idFromValueAndType(Object device, Class<?> type) {
        return DeviceCatalog.all().stream()
                .filter(factory -> factory.type() == type)
                .map(DeviceFactory::name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "device: expected one with a DeviceFactory, found " + type.getSimpleName()));
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String name) {
        final DeviceFactory factory = DeviceCatalog.factory(name);
        if (factory == null) {
            throw new IllegalArgumentException("device: expected " + DeviceCatalog.names() + ", found " + name);
        }
        return context.constructType(factory.type());
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
