package io.granary.http.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files in which services and their messages are declared, by name and by what they declare. Immutable. */
final class ProtoFiles {

    private final Map<String, FileDescriptor> byName = new HashMap<>();
    private final Map<String, FileDescriptor> bySymbol = new HashMap<>();

    ProtoFiles(Collection<ServiceDescriptor> services) {
        services.forEach(service -> withImports(service.getFile()).forEach(this::add));
    }

    @Nullable
    FileDescriptor findByName(String name) {
        return byName.get(name);
    }

    /** The file that declares a service, method, message, field, enum or its value, by full name. */
    @Nullable
    FileDescriptor findBySymbol(String symbol) {
        return bySymbol.get(symbol);
    }

    /** A file and all that it imports, serialized, each once. */
    static List<ByteString> serialized(FileDescriptor file) {
        return withImports(file).stream()
                .map(each -> each.toProto().toByteString())
                .toList();
    }

    private static Set<FileDescriptor> withImports(FileDescriptor file) {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        Deque<FileDescriptor> next = new ArrayDeque<>(List.of(file));
        while (!next.isEmpty()) {
            FileDescriptor each = next.remove();
            if (files.add(each)) {
                next.addAll(each.getDependencies());
            }
        }
        return files;
    }

    private void add(FileDescriptor file) {
        byName.put(file.getName(), file);
        for (ServiceDescriptor service : file.getServices()) {
            bySymbol.put(service.getFullName(), file);
            for (MethodDescriptor method : service.getMethods()) {
                bySymbol.put(method.getFullName(), file);
            }
        }
        file.getMessageTypes().forEach(this::add);
        file.getEnumTypes().forEach(this::add);
    }

    private void add(Descriptor message) {
        bySymbol.put(message.getFullName(), message.getFile());
        for (FieldDescriptor field : message.getFields()) {
            bySymbol.put(field.getFullName(), message.getFile());
        }
        message.getNestedTypes().forEach(this::add);
        message.getEnumTypes().forEach(this::add);
    }

    private void add(EnumDescriptor type) {
        bySymbol.put(type.getFullName(), type.getFile());
        type.getValues().forEach(value -> bySymbol.put(value.getFullName(), type.getFile()));
    }
}
