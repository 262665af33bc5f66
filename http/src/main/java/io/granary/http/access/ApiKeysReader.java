package io.granary.http.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.contract.FileSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the file of keys. Used once. */
final class ApiKeysReader {

    /** Says nothing of the hash: whoever writes the key there instead must not find it in a message. */
    private static final FileSchema SCHEMA = FileSchema.parse("""
            type: object
            required: [keys]
            additionalProperties: false
            properties:
              keys:
                type: array
                minItems: 1
                items:
                  type: object
                  required: [name, sha256, grants]
                  additionalProperties: false
                  properties:
                    name: {type: string, minLength: 1}
                    sha256: {}
                    grants:
                      type: array
                      minItems: 1
                      items:
                        type: object
                        required: [actions, projects, names]
                        additionalProperties: false
                        properties:
                          actions:
                            type: array
                            minItems: 1
                            items: {enum: [CREATE, DESCRIBE, UPDATE, DELETE, READ_ONLINE, READ_OFFLINE, WRITE_ONLINE, WRITE_OFFLINE]}
                          projects: &names
                            type: array
                            minItems: 1
                            items: {type: string, title: 'a name, or its beginning and *', pattern: '^([a-zA-Z0-9_-]+\\*?|\\*)$'}
                          names: *names
            """);

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path file;
    private final Set<String> names = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();

    ApiKeysReader(Path file) {
        this.file = file;
    }

    ApiKeys read(String text) {
        JsonNode keys = SCHEMA.read(file, text).path("keys");
        List<ApiKey> read = new ArrayList<>();
        for (JsonNode key : keys) {
            read.add(key("keys[" + read.size() + "]", key));
        }
        return new ApiKeys(read);
    }

    private ApiKey key(String place, JsonNode key) {
        String name = key.path("name").textValue();
        require(names.add(name), place + ".name: '" + name + "' again (expected: each name once)");
        return new ApiKey(name, hash(place + ".sha256", key.path("sha256")), list(key.path("grants"), this::grant));
    }

    private String hash(String place, JsonNode given) {
        String hash = given.asText();
        require(
                HASH.matcher(hash).matches(),
                place + ": *** (expected: the 64 lower-case hexadecimal digits of the key's SHA-256, in quotes)");
        require(hashes.add(hash), place + ": that of another key (expected: each key once)");
        return hash;
    }

    private Grant grant(JsonNode grant) {
        return new Grant(
                Set.copyOf(list(grant.path("actions"), action -> Action.valueOf(action.textValue()))),
                list(grant.path("projects"), ApiKeysReader::pattern),
                list(grant.path("names"), ApiKeysReader::pattern));
    }

    private static NamePattern pattern(JsonNode text) {
        return new NamePattern(text.textValue());
    }

    private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>();
        nodes.forEach(node -> items.add(read.apply(node)));
        return items;
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot use " + file + ": " + violation);
        }
    }
}
