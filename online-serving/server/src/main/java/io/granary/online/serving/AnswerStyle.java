package io.granary.online.serving;

import io.granary.online.serving.json.NonFinite;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** How a request wants its answer written. */
record AnswerStyle(AnswerFormat format, NonFinite nonFinite) {

    private static final CharSequence JSON = HttpHeaders.createOptimized(AnswerFormat.FEAST.mediaType());

    static AnswerStyle of(HttpServerRequest request) {
        NonFinite nonFinite = NonFinite.parse(request.query() == null ? null : request.getParam("non_finite"));
        return new AnswerStyle(AnswerFormat.of(request.getHeader(HttpHeaders.ACCEPT)), nonFinite);
    }

    /** The media type as a header, made once for the usual one. */
    CharSequence contentType() {
        return format == AnswerFormat.FEAST ? JSON : format.mediaType();
    }

    /** Writes an answer; the numbers that JSON cannot hold are counted. */
    Buffer write(FeatureVectors vectors, List<EntityEcho> entities, ServingMetrics metrics) {
        return switch (format) {
            case FEAST -> feast(new FeastAnswer(vectors, entities, nonFinite), metrics);
            case ROWS -> rows(new RowsAnswer(vectors, entities, nonFinite), vectors, metrics);
            case ARROW -> arrow(new ArrowAnswer(vectors, entities), vectors, metrics);
        };
    }

    private static Buffer feast(FeastAnswer answer, ServingMetrics metrics) {
        Buffer json = answer.write();
        metrics.answered(answer.counts());
        metrics.nonFinite(answer.nullified());
        return json;
    }

    private static Buffer rows(RowsAnswer answer, FeatureVectors vectors, ServingMetrics metrics) {
        Buffer json = answer.write();
        metrics.answered(StatusCounts.of(vectors));
        metrics.nonFinite(answer.nullified());
        return json;
    }

    private static Buffer arrow(ArrowAnswer answer, FeatureVectors vectors, ServingMetrics metrics) {
        Buffer stream = answer.write();
        metrics.answered(StatusCounts.of(vectors));
        return stream;
    }
}
