package io.granary.formats.schema;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Gives the schema that a record was written with by what the record says of it. Safe for threads. */
public interface WriterSchemas {

    /** Of a process that was not told where a schema registry is. */
    WriterSchemas NONE = new WriterSchemas() {
        @Override
        public Schema byId(int id) {
            throw none();
        }

        @Override
        public Schema byGuid(UUID guid) {
            throw none();
        }

        private GranaryException none() {
            return new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot read a schema: no schema registry is configured (schema-registry.url)");
        }
    };

    /**
     * Of a job, whose requests nobody counts.
     *
     * @param registry null: it was not told where one is
     */
    static WriterSchemas of(@Nullable SchemaRegistryConfig registry) {
        return registry == null ? NONE : new SchemaRegistry(registry, new SimpleMeterRegistry());
    }

    /**
     * The schema with a number.
     *
     * @throws GranaryException INVALID_ARGUMENT when there is none, or none of Avro; UNAVAILABLE when the registry does not
     *     answer
     */
    Schema byId(int id);

    /**
     * The schema with a globally unique id.
     *
     * @throws GranaryException INVALID_ARGUMENT when there is none, or none of Avro; UNAVAILABLE when the registry does not
     *     answer
     */
    Schema byGuid(UUID guid);
}
