package io.granary.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Names the JSON path that a byte belongs to; only used to word an error. */
final class JsonPlace {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(StrictJson.MAX_DEPTH)
                    .build())
            .build();

    private JsonPlace() {}

    static String at(byte[] json, int offset) {
        String path = "body";
        try (JsonParser parser = FACTORY.createParser(json, 0, offset)) {
            while (parser.nextToken() != null) {
                path = JsonPath.of(parser);
            }
            return path;
        } catch (IOException e) {
            return path;
        }
    }
}
