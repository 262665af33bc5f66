package io.granary.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.registry.server.BlockingOperations.Handling;
import io.granary.registry.server.store.IdempotencyStore;
import io.granary.registry.server.store.IdempotentRequest;
import io.granary.registry.server.store.KeptAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Gives a request that is sent again with the same {@code Idempotency-Key} the first one's answer, instead of another
 * effect. A request that was refused had no effect and may be sent again. Blocking; safe for threads.
 */
final class RepeatedRequests {

    private static final String HEADER = "Idempotency-Key";

    private final IdempotencyStore store;
    private final InstantSource clock;

    RepeatedRequests(IdempotencyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Handles a request once, if it has a key. */
    Handling once(Handling handling) {
        return context -> {
            String key = context.request().getHeader(HEADER);
            return key == null ? handling.answer(context) : answer(context, key, handling);
        };
    }

    private Answer answer(RoutingContext context, String key, Handling handling) {
        String fingerprint = fingerprint(context);
        IdempotentRequest known = store.claim(key, fingerprint, clock.instant());
        if (known == null) {
            return handle(context, key, handling);
        }
        if (!known.fingerprint().equals(fingerprint)) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE, HEADER + ": '" + key + "' of another request (expected: a new key)");
        }
        KeptAnswer answer = known.answer();
        if (answer == null) {
            throw new GranaryException(
                    ErrorCode.CONFLICT,
                    "Cannot repeat the request of " + HEADER + " '" + key
                            + "': it is under way; ask again in a moment");
        }
        return new Answer(answer.status(), answer.tag(), answer.body().getBytes(UTF_8));
    }

    private Answer handle(RoutingContext context, String key, Handling handling) {
        Answer answer;
        try {
            answer = handling.answer(context);
        } catch (RuntimeException e) {
            release(key, e);
            throw e;
        }
        store.complete(key, new KeptAnswer(answer.status(), answer.tag(), new String(answer.body(), UTF_8)));
        return answer;
    }

    /** A key that cannot be released is free again when its claim expires; the caller learns why the request failed. */
    private void release(String key, RuntimeException refusal) {
        try {
            store.release(key);
        } catch (RuntimeException e) {
            refusal.addSuppressed(e);
        }
    }

    private static String fingerprint(RoutingContext context) {
        MessageDigest digest = sha256();
        String target = context.request().method() + " " + context.request().uri() + "\n";
        digest.update(target.getBytes(UTF_8));
        Buffer body = context.body().buffer();
        return HexFormat.of().formatHex(digest.digest(body == null ? new byte[0] : body.getBytes()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
