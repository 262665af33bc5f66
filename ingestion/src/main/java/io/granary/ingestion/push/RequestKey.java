package io.granary.ingestion.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * An {@code Idempotency-Key} and the request that it came with, as hashes.
 *
 * @param key of the key, 128 bits in base64url
 * @param request of operation and body, 96 bits in base64url
 */
record RequestKey(String key, String request) {

    private static final int KEY_BYTES = 16;
    private static final int REQUEST_BYTES = 12;

    static RequestKey of(String key, String operation, byte[] body) {
        MessageDigest digest = Sha256.digest();
        digest.update((operation + "\n").getBytes(UTF_8));
        return new RequestKey(
                text(Sha256.digest().digest(key.getBytes(UTF_8)), KEY_BYTES), text(digest.digest(body), REQUEST_BYTES));
    }

    private static String text(byte[] hash, int length) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, length));
    }
}
