package io.granary.benchmarks;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire, ready to be sent any number of times.
 *
 * @param bytes line, headers and body
 * @param answerLength bytes of the body that a right answer has
 */
record PreparedRequest(Buffer bytes, long answerLength) {

    static PreparedRequest get(String path, long answerLength) {
        return new PreparedRequest(Buffer.buffer("GET " + path + " HTTP/1.1\r\nhost: benchmark\r\n\r\n"), answerLength);
    }

    static PreparedRequest post(String path, String json, long answerLength) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return new PreparedRequest(
                Buffer.buffer("POST " + path + " HTTP/1.1\r\nhost: benchmark\r\ncontent-type: application/json\r\n"
                        + "content-length: " + length + "\r\n\r\n" + json),
                answerLength);
    }
}
