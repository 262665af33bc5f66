package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI 3.1 document and its operations: the only source of the routes of every process. Safe for threads.
 */
public final class Contract {

    private static final String DOCUMENT = "openapi.yaml";

    private final String yaml;
    private final JsonNode document;
    private final Map<String, Operation> operations;

    private Contract(String yaml) {
        this.yaml = yaml;
        this.document = DocumentYaml.parse(yaml);
        this.operations = Collections.unmodifiableMap(new ContractReader(document).read());
    }

    /** Granary's own contract. */
    public static Contract granary() {
        return Granary.CONTRACT;
    }

    /** @throws RuntimeException for a document that cannot be read, or that has what no request would be checked for */
    public static Contract parse(String yaml) {
        return new Contract(yaml);
    }

    public String yaml() {
        return yaml;
    }

    /** The document as JSON, of its operations those with one of the tags. */
    public String json(Set<String> tags) {
        ObjectNode part = document.deepCopy();
        removeUnless(part.get("tags"), tag -> tags.contains(tag.path("name").asText()));
        removeUnless(part.get("paths"), path -> tags.contains(tagOf(path)));
        return part.toString();
    }

    /** Operations of one path are of one part. */
    private static String tagOf(JsonNode path) {
        return path.findPath("tags").path(0).asText();
    }

    private static void removeUnless(JsonNode nodes, Predicate<JsonNode> wanted) {
        Iterator<JsonNode> each = nodes.iterator();
        while (each.hasNext()) {
            if (!wanted.test(each.next())) {
                each.remove();
            }
        }
    }

    /** The document as a tree, which nobody may change. */
    public JsonNode document() {
        return document;
    }

    public Collection<Operation> operations() {
        return operations.values();
    }

    /** The operations of a part, in the order of the document. */
    public List<Operation> operations(String tag) {
        return operations.values().stream()
                .filter(operation -> operation.tag().equals(tag))
                .toList();
    }

    /** NOT_FOUND for an id that the document does not have. */
    public Operation operation(String id) {
        @Nullable Operation operation = operations.get(id);
        if (operation == null) {
            throw GranaryException.notFound("operation", id);
        }
        return operation;
    }

    private static String read() {
        try (InputStream in = Contract.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("Cannot read " + DOCUMENT + ": it is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read once, when it is first asked for. */
    private static final class Granary {
        static final Contract CONTRACT = new Contract(read());
    }
}
