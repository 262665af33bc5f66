package io.granary.http;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that turns a failure into an HTTP status and an {@code application/problem+json} body. A failure that
 * nobody expected is a 500 with an id under which it is logged; the caller sees nothing of its inside.
 */
public final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("WWW-Authenticate");
    private static final CharSequence BEARER = HttpHeaders.createOptimized("Bearer");

    private Problems() {}

    /** Answers with the problem that {@code failure} is; does nothing when an answer is already under way. */
    public static void answer(HttpServerResponse response, Throwable failure) {
        if (response.headWritten() || response.closed()) {
            log.debug("Cannot answer with a problem: the answer is already under way", failure);
            return;
        }
        String requestId = RequestIds.of(response);
        write(response, of(failure, requestId));
    }

    /** Answers and closes the connection, which the caller is told of so that it sends nothing more on it. */
    static void answerLast(HttpServerRequest request, Throwable failure) {
        if (!request.response().headWritten()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        answer(request.response(), failure);
        request.connection().close();
    }

    /** Answers the failure of a router's context. */
    static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof HttpException refused && refused.getStatusCode() == 400) {
            answer(context.response(), RefusedRequest.undecodable());
            return;
        }
        answer(context.response(), failure == null ? refusal(context) : failure);
    }

    /** The HTTP status of an error code. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, FAILED_PRECONDITION -> 409;
            case UNPROCESSABLE -> 422;
            case RESOURCE_EXHAUSTED -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }

    /** A failure as a caller may see it: one that nobody expected is logged, and told by the id that the log has. */
    public static GranaryException shown(Throwable failure, String requestId) {
        Throwable cause = unwrap(failure);
        if (cause instanceof GranaryException known && known.code() != ErrorCode.INTERNAL) {
            return known;
        }
        if (cause instanceof TimeoutException) {
            return new GranaryException(ErrorCode.DEADLINE_EXCEEDED, "No answer in time", cause);
        }
        UnexpectedFailure unexpected = new UnexpectedFailure(cause);
        log.error("Unexpected failure {} of request {}", unexpected.id(), requestId, cause);
        return unexpected;
    }

    static Problem of(Throwable failure, String requestId) {
        GranaryException shown = shown(failure, requestId);
        ProblemDetails details = shown instanceof ProblemDetails given ? given : new ProblemDetails() {};
        int status = details.status(status(shown.code()));
        return new Problem(status, shown.code(), message(shown), details.errors(), details.members());
    }

    static void write(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE);
        if (problem.mayBeRetried()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (problem.code() == ErrorCode.UNAUTHENTICATED) {
            response.putHeader(WWW_AUTHENTICATE, BEARER);
        }
        response.end(problem.toJson(RequestIds.of(response)));
    }

    private static RefusedRequest refusal(RoutingContext context) {
        return switch (context.statusCode()) {
            case 404 -> RefusedRequest.noRoute(context.request().path());
            default ->
                new RefusedRequest(context.statusCode(), ErrorCode.INVALID_ARGUMENT, "request: cannot be served");
        };
    }

    private static String message(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null ? "No further detail" : message;
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean isWrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return isWrapper && cause != null ? unwrap(cause) : failure;
    }
}
