package io.granary.benchmarks.load;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire, ready to be sent any number of times.
 *
 * @param replies of which the answer consists
 * @param expected what is right to answer
 */
public record PreparedRequest(byte[] bytes, int replies, Expectation expected) {

    public static PreparedRequest get(String path, Expectation expected) {
        return new PreparedRequest(ascii("GET " + path + " HTTP/1.1\r\nhost: benchmark\r\n\r\n"), 1, expected);
    }

    /** @param json in ASCII */
    public static PreparedRequest post(String path, String json, Expectation expected) {
        return post(path, json, "", expected);
    }

    /**
     * A request for an answer of a media type.
     *
     * @param json in ASCII
     */
    public static PreparedRequest postFor(String mediaType, String path, String json, Expectation expected) {
        return post(path, json, "accept: " + mediaType + "\r\n", expected);
    }

    private static PreparedRequest post(String path, String json, String header, Expectation expected) {
        String head = "POST " + path + " HTTP/1.1\r\nhost: benchmark\r\nauthorization: " + LoadKey.AUTHORIZATION
                + "\r\ncontent-type: application/json\r\n" + header + "content-length: " + json.length() + "\r\n\r\n";
        return new PreparedRequest(ascii(head + json), 1, expected);
    }

    /** A unary call of gRPC. */
    public static PreparedRequest call(String path, byte[] message, Expectation expected) {
        return new PreparedRequest(HttpFrames.call(path, message), 1, expected);
    }

    /** Several commands of Redis at once, each of which gets a reply. */
    public static PreparedRequest pipelined(byte[] commands, int count, Expectation expected) {
        return new PreparedRequest(commands, count, expected);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
