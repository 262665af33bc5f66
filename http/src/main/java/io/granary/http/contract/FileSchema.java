package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What a YAML file of configuration has to be, as a JSON Schema. Safe for threads. */
public final class FileSchema {

    private final Schema schema;

    private FileSchema(Schema schema) {
        this.schema = schema;
    }

    /** @throws IllegalStateException naming a keyword that would not be checked */
    public static FileSchema parse(String yaml) {
        JsonNode document = DocumentYaml.parse(yaml);
        return new FileSchema(new SchemaCompiler(document).compile(document));
    }

    /**
     * Reads a file.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the file and everything in it that the schema does not allow
     */
    public JsonNode read(Path file) {
        return read(file, text(file));
    }

    /**
     * The same of text that a file had.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the file and everything in it that the schema does not allow
     */
    public JsonNode read(Path file, String text) {
        JsonNode content = parse(file, text);
        List<Violation> violations = new ArrayList<>();
        schema.check(content, new Place("body", violations));
        if (!violations.isEmpty()) {
            throw cannotUse(file, violations.stream().map(Violation::toString).collect(Collectors.joining("; ")), null);
        }
        return content;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the file is not there, or no text */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw cannotUse(file, "it cannot be read (expected: a file of UTF-8 text)", e);
        }
    }

    private static JsonNode parse(Path file, String text) {
        try {
            return DocumentYaml.parse(text);
        } catch (YamlEngineException e) {
            throw cannotUse(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static GranaryException cannotUse(Path file, String reason, @Nullable Exception cause) {
        return new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot use " + file + ": " + reason, cause);
    }
}
