package io.granary.ingestion.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Coercion;
import io.granary.core.view.SourceRows;
import io.granary.formats.Event;
import io.granary.formats.EventReader;
import io.granary.formats.UnusableRecordException;
import io.granary.formats.schema.WriterSchemas;
import io.granary.http.StrictJson;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells which dead letters are about an entity: those whose record is an event of a view's source, as that is defined now, in
 * which the view reads the entity's join keys. Not safe for threads.
 */
final class LettersOfEntity implements Predicate<Letter> {

    private static final String ENTITY = "entity";

    private final EntityKey key;
    private final StreamSource source;
    private final EventReader reader;
    private final SourceRows rows;
    private final EntityKeyCodec codec;

    private LettersOfEntity(
            Revision revision, FeatureView view, StreamSource source, JsonNode given, WriterSchemas schemas) {
        List<JoinKey> joinKeys = revision.definitions().joinKeys(view);
        this.source = source;
        this.reader = new EventReader(source, schemas);
        this.rows = SourceRows.compile(revision, view, source.schema());
        this.codec = EntityKeyCodec.of(revision.project(), joinKeys);
        this.key =
                codec.encode(joinKeys.stream().map(each -> value(given, each)).toArray());
    }

    /**
     * Of an entity of a view.
     *
     * @param entity a JSON object with the value of each join key
     * @throws GranaryException INVALID_ARGUMENT when it is not that, or the view has no stream; NOT_FOUND without such a view
     */
    static LettersOfEntity of(Revision revision, String view, String entity, WriterSchemas schemas) {
        FeatureView found = revision.definitions().featureView(view);
        StreamSource source = revision.definitions().source(found.source()).findStream(revision.project());
        if (source == null) {
            throw GranaryException.invalid("view", "'" + view + "'", "one over a stream or push source");
        }
        return new LettersOfEntity(revision, found, source, StrictJson.parse(entity.getBytes(UTF_8)), schemas);
    }

    private static Object value(JsonNode given, JoinKey joinKey) {
        JsonNode value = given.path(joinKey.name());
        Object coerced = value.isValueNode()
                ? Coercion.coerce(value.asText(), joinKey.type(), ENTITY + "." + joinKey.name())
                : null;
        if (coerced == null || value.isNull()) {
            throw GranaryException.invalid(
                    ENTITY, given, "an object with a value for join key '" + joinKey.name() + "'");
        }
        return coerced;
    }

    @Override
    public boolean test(Letter letter) {
        byte[] value = letter.value();
        return value != null && source.topic().equals(letter.topic()) && key.equals(key(letter, value));
    }

    /** Null when the record is no event, or one of nobody. */
    private @Nullable EntityKey key(Letter letter, byte[] value) {
        try {
            Event event = reader.decode(letter::lastHeader, value);
            return codec.encode(rows.keys(event));
        } catch (UnusableRecordException e) {
            return null;
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.INVALID_ARGUMENT) {
                return null; // a join key is null
            }
            throw e;
        }
    }
}
