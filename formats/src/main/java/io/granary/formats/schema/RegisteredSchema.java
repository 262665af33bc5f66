package io.granary.formats.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registry answers about a schema.
 *
 * @param type null: Avro, as older registries leave it out
 * @param references schemas that the text uses by name
 */
record RegisteredSchema(String text, @Nullable String type, List<Reference> references) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Another schema, by its subject and version. */
    record Reference(String subject, int version) {}

    boolean isAvro() {
        return type == null || type.equals("AVRO");
    }

    /** @throws IOException when the body is not such an answer */
    static RegisteredSchema read(byte[] body) throws IOException {
        String text = null;
        String type = null;
        List<Reference> references = List.of();
        try (JsonParser parser = JSON.createParser(body)) {
            requireObject(parser.nextToken());
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "schema" -> text = parser.getValueAsString();
                    case "schemaType" -> type = parser.getValueAsString();
                    case "references" -> references = readReferences(parser);
                    default -> parser.skipChildren();
                }
            }
        }
        if (text == null) {
            throw new IOException("its answer has no schema");
        }
        return new RegisteredSchema(text, type, references);
    }

    private static void requireObject(@Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("its answer is no JSON object");
        }
    }

    private static List<Reference> readReferences(JsonParser parser) throws IOException {
        List<Reference> references = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return references;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireObject(parser.currentToken());
            references.add(readReference(parser));
        }
        return references;
    }

    private static Reference readReference(JsonParser parser) throws IOException {
        String subject = "";
        int version = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "subject" -> subject = parser.getValueAsString("");
                case "version" -> version = parser.getValueAsInt();
                default -> parser.skipChildren();
            }
        }
        return new Reference(subject, version);
    }
}
