package io.granary.http.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.granary.protocol.reflection.ErrorResponse;
import io.granary.protocol.reflection.ExtensionNumberResponse;
import io.granary.protocol.reflection.FileDescriptorResponse;
import io.granary.protocol.reflection.ListServiceResponse;
import io.granary.protocol.reflection.ServerReflectionRequest;
import io.granary.protocol.reflection.ServerReflectionResponse;
import io.granary.protocol.reflection.ServiceResponse;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Answers a reflection service, which tells tools without .proto files what a server has. Immutable. */
final class Reflection implements GrpcMethod {

    private static final int NOT_FOUND = 5;
    private static final int UNIMPLEMENTED = 12;

    private final ListServiceResponse services;
    private final ProtoFiles files;

    Reflection(Collection<ServiceDescriptor> services) {
        this.services = ListServiceResponse.newBuilder()
                .addAllService(services.stream()
                        .map(ServiceDescriptor::getFullName)
                        .sorted()
                        .map(name -> ServiceResponse.newBuilder().setName(name).build())
                        .toList())
                .build();
        this.files = new ProtoFiles(services);
    }

    @Override
    public void handle(GrpcCall call, byte[] message) {
        ServerReflectionRequest request = GrpcMessages.parse(message, ServerReflectionRequest.parser());
        ServerReflectionResponse.Builder response = ServerReflectionResponse.newBuilder()
                .setValidHost(request.getHost())
                .setOriginalRequest(request);
        answer(request, response);
        call.send(GrpcMessages.frame(response.build()));
    }

    private void answer(ServerReflectionRequest request, ServerReflectionResponse.Builder response) {
        switch (request.getMessageRequestCase()) {
            case LIST_SERVICES -> response.setListServicesResponse(services);
            case FILE_BY_FILENAME -> file(files.findByName(request.getFileByFilename()), response);
            case FILE_CONTAINING_SYMBOL -> file(files.findBySymbol(request.getFileContainingSymbol()), response);
            case ALL_EXTENSION_NUMBERS_OF_TYPE -> extensions(request.getAllExtensionNumbersOfType(), response);
            case FILE_CONTAINING_EXTENSION -> response.setErrorResponse(error(NOT_FOUND, "there are no extensions"));
            case MESSAGEREQUEST_NOT_SET ->
                response.setErrorResponse(error(UNIMPLEMENTED, "message_request: absent or unknown"));
        }
    }

    private static void file(@Nullable FileDescriptor file, ServerReflectionResponse.Builder response) {
        if (file == null) {
            response.setErrorResponse(error(NOT_FOUND, "no such file or symbol"));
        } else {
            response.setFileDescriptorResponse(
                    FileDescriptorResponse.newBuilder().addAllFileDescriptorProto(ProtoFiles.serialized(file)));
        }
    }

    /** No message has any. */
    private void extensions(String type, ServerReflectionResponse.Builder response) {
        if (files.findBySymbol(type) == null) {
            response.setErrorResponse(error(NOT_FOUND, "no such type"));
        } else {
            response.setAllExtensionNumbersResponse(
                    ExtensionNumberResponse.newBuilder().setBaseTypeName(type));
        }
    }

    private static ErrorResponse error(int code, String message) {
        return ErrorResponse.newBuilder()
                .setErrorCode(code)
                .setErrorMessage(message)
                .build();
    }
}
