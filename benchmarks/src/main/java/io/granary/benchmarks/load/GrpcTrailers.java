package io.granary.benchmarks.load;

import io.granary.benchmarks.load.Answer.Sign;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.EnumSet;
import java.util.Set;

/** What the end of a gRPC answer says. */
record GrpcTrailers(int httpStatus, Set<Sign> signs) {

    private static final String STATUS = "grpc-status";
    private static final String PUSHBACK = "grpc-retry-pushback-ms";
    private static final String UNAVAILABLE_VALUES = "granary-unavailable-values";

    static GrpcTrailers decode(ByteBuf block) {
        try {
            return of(new DefaultHttp2HeadersDecoder(false).decodeHeaders(1, block));
        } catch (Http2Exception e) {
            throw new IllegalStateException("trailers that cannot be read: " + e.getMessage(), e);
        }
    }

    private static GrpcTrailers of(Http2Headers trailers) {
        Set<Sign> signs = EnumSet.noneOf(Sign.class);
        if (trailers.contains(PUSHBACK) || trailers.contains("retry-after")) {
            signs.add(Sign.TRY_LATER);
        }
        if (trailers.contains(UNAVAILABLE_VALUES)) {
            signs.add(Sign.VALUES_UNAVAILABLE);
        }
        return new GrpcTrailers(httpStatus(trailers.getInt(STATUS, -1)), signs);
    }

    private static int httpStatus(int grpcStatus) {
        return switch (grpcStatus) {
            case 0 -> Answer.OK;
            case 4 -> Answer.TIMED_OUT;
            case 8 -> Answer.TOO_MANY_REQUESTS;
            case 14 -> Answer.SERVICE_UNAVAILABLE;
            default -> Answer.FAILED;
        };
    }
}
