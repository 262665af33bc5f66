package io.granary.registry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Revision;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a revision's whole content. It is made of the digests of its parts, so that one of a revision that shares
 * its objects with another is found by hashing what differs. Immutable.
 */
public final class RevisionDigest {

    private static final ObjectWriter SORTED = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build()
            .writer();

    private final int number;
    private final Map<String, Part> parts;
    private final String text;

    private RevisionDigest(Revision revision, Map<String, Part> known) {
        this.number = revision.number();
        this.parts = new HashMap<>(known.size() * 2);
        MessageDigest whole = sha256();
        whole.update(bytes(RevisionJson.writeHead(revision)));
        for (Definition definition : revision.definitions().all()) {
            String key = "definition/" + definition.kind().namespace() + "/" + definition.name();
            add(whole, key, definition, known.get(key), () -> DefinitionJson.write(definition));
        }
        revision.viewStates().forEach((view, state) -> {
            String key = "state/" + view;
            add(whole, key, state, known.get(key), () -> RevisionJson.write(state));
        });
        this.text = "sha-256=" + HexFormat.of().formatHex(whole.digest());
    }

    /** @param similar of a revision that may share objects with this one; null: none */
    public static RevisionDigest of(Revision revision, @Nullable RevisionDigest similar) {
        return new RevisionDigest(revision, similar == null ? Map.of() : similar.parts);
    }

    /** Number of the revision that this is of. */
    public int number() {
        return number;
    }

    /** {@code sha-256=} and 64 hex digits; equal for equal revisions, whatever made them. */
    public String text() {
        return text;
    }

    private void add(MessageDigest whole, String key, Object value, @Nullable Part known, Supplier<JsonNode> json) {
        Part part = known != null && known.value() == value ? known : new Part(value, digest(json.get()));
        parts.put(key, part);
        byte[] name = key.getBytes(UTF_8);
        whole.update(name);
        whole.update((byte) 0);
        whole.update(part.digest());
    }

    private static byte[] digest(JsonNode json) {
        return sha256().digest(bytes(json));
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return SORTED.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can always be written", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Of one definition or view state, by the very object that was hashed. */
    private record Part(Object value, byte[] digest) {}
}
