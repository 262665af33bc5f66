package io.granary.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads exactly one JSON value; the parser stands before its first token and must be left on its last. */
@FunctionalInterface
public interface JsonReader<T> {

    T read(JsonParser parser) throws IOException;
}
