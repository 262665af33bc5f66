package io.granary.http.grpc;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.granary.protocol.health.HealthCheckRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Calls a gRPC server with the client that most callers use. */
public final class GrpcCaller implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    public GrpcCaller(int port) {
        this(port, new Metadata());
    }

    /** @param headers of every call */
    public GrpcCaller(int port, Metadata headers) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .usePlaintext()
                .build();
    }

    /** One who sends an {@code authorization} with every call; none when it is empty. */
    public static GrpcCaller authorized(int port, String authorization) {
        Metadata headers = new Metadata();
        if (!authorization.isEmpty()) {
            headers.put(AUTHORIZATION, authorization);
        }
        return new GrpcCaller(port, headers);
    }

    /** A unary call; fails with a {@link io.grpc.StatusRuntimeException}. */
    public <T extends MessageLite> T call(String method, MessageLite request, Parser<T> answer) {
        return call(method, request, answer, CallOptions.DEFAULT);
    }

    public <T extends MessageLite> T call(String method, MessageLite request, Parser<T> answer, CallOptions options) {
        return ClientCalls.blockingUnaryCall(
                channel, descriptor(method, answer, MethodDescriptor.MethodType.UNARY), options, request);
    }

    /** A unary call with bytes that need not be a message. */
    public <T extends MessageLite> T call(String method, byte[] request, Parser<T> answer) {
        MethodDescriptor<byte[], T> bytes = MethodDescriptor.<byte[], T>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Marshaller<>(answer))
                .build();
        return ClientCalls.blockingUnaryCall(channel, bytes, CallOptions.DEFAULT, request);
    }

    /** A unary call that tells what came beside the message. */
    public <T extends MessageLite> Metadata trailers(String method, MessageLite request, Parser<T> answer) {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        Channel listened =
                ClientInterceptors.intercept(channel, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
        ClientCalls.blockingUnaryCall(
                listened, descriptor(method, answer, MethodDescriptor.MethodType.UNARY), CallOptions.DEFAULT, request);
        return requireNonNull(trailers.get(), "trailers");
    }

    /** A call whose answers come as long as someone asks for the next. */
    public <T extends MessageLite> Iterator<T> watch(String method, MessageLite request, Parser<T> answer) {
        return ClientCalls.blockingServerStreamingCall(
                channel,
                descriptor(method, answer, MethodDescriptor.MethodType.SERVER_STREAMING),
                CallOptions.DEFAULT,
                request);
    }

    /** A call with messages both ways. */
    public <T extends MessageLite> StreamObserver<MessageLite> converse(
            String method, Parser<T> answer, StreamObserver<T> answers) {
        return ClientCalls.asyncBidiStreamingCall(
                channel.newCall(
                        descriptor(method, answer, MethodDescriptor.MethodType.BIDI_STREAMING), CallOptions.DEFAULT),
                answers);
    }

    /** A call with messages both ways that takes no answer. */
    public <T extends MessageLite> ClientCall<MessageLite, T> ask(String method, Parser<T> answer) {
        ClientCall<MessageLite, T> call = channel.newCall(
                descriptor(method, answer, MethodDescriptor.MethodType.BIDI_STREAMING), CallOptions.DEFAULT);
        call.start(new ClientCall.Listener<>() {}, new Metadata());
        return call;
    }

    private static <T extends MessageLite> MethodDescriptor<MessageLite, T> descriptor(
            String method, Parser<T> answer, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<MessageLite, T>newBuilder()
                .setType(type)
                .setFullMethodName(method)
                .setRequestMarshaller(new Marshaller<>(HealthCheckRequest.parser()))
                .setResponseMarshaller(new Marshaller<>(answer))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes as they are. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Messages to and from bytes. */
    private record Marshaller<T extends MessageLite>(Parser<? extends T> parser)
            implements MethodDescriptor.Marshaller<T> {

        @Override
        public InputStream stream(T value) {
            return new ByteArrayInputStream(value.toByteArray());
        }

        @Override
        public T parse(InputStream stream) {
            try {
                return parser.parseFrom(stream);
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
