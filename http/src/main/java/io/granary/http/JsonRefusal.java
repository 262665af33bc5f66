package io.granary.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.granary.core.GranaryException;
import java.io.IOException;

/** Words a parser's complaint for the caller, without the parser's own vocabulary. */
final class JsonRefusal {

    private JsonRefusal() {}

    static GranaryException of(JsonParser parser, IOException complaint) {
        String text = text(complaint);
        String path = isBetweenValues(text) ? JsonPath.ofContainer(parser) : JsonPath.of(parser);
        if (text.startsWith("Duplicate field")) {
            return GranaryException.invalid(path, "duplicate key", "each key once");
        }
        if (complaint instanceof StreamConstraintsException) {
            return constraint(path, text);
        }
        return GranaryException.invalid(path, firstClause(text) + place(complaint), "strict JSON");
    }

    private static GranaryException constraint(String path, String text) {
        if (text.contains("nesting depth")) {
            return GranaryException.invalid(path, "nested too deep", "at most " + StrictJson.MAX_DEPTH + " levels");
        }
        return GranaryException.invalid(path, "too long a number, string or name", "a shorter one");
    }

    /** The parser has already counted the value that it hoped to find after the missing comma. */
    private static boolean isBetweenValues(String text) {
        return text.contains("expecting comma");
    }

    private static String text(IOException complaint) {
        String text =
                complaint instanceof JsonProcessingException json ? json.getOriginalMessage() : complaint.getMessage();
        return text == null ? "malformed" : text;
    }

    /** Up to the colon or line after which the parser speaks of its own options. */
    private static String firstClause(String text) {
        return text.split("[:\n]", 2)[0];
    }

    private static String place(IOException complaint) {
        JsonLocation location = complaint instanceof JsonProcessingException json ? json.getLocation() : null;
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
