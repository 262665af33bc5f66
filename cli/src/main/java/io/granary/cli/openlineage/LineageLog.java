package io.granary.cli.openlineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.DatasetFacets;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.OpenLineageClientException;
import io.openlineage.client.transports.Transport;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how one run of a job goes on. A job does not fail because nobody hears of it: that is a warning. Not safe for threads.
 */
final class LineageLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LineageLog.class);
    private static final URI PRODUCER = URI.create("urn:granary");
    private static final String LANGUAGE = "JAVA";

    private final OpenLineage model = new OpenLineage(PRODUCER);
    private final Transport transport;
    private final OpenLineageClient client;
    private final InstantSource clock;
    private final LineageJob job;
    private final UUID run = UUID.randomUUID();

    /** @param transport closed with this */
    LineageLog(Transport transport, InstantSource clock, LineageJob job) {
        this.transport = transport;
        this.client = new OpenLineageClient(transport);
        this.clock = clock;
        this.job = job;
    }

    void started() {
        emit(EventType.START, job, null);
    }

    /** @param ended the job as it has become */
    void completed(LineageJob ended) {
        emit(EventType.COMPLETE, ended, null);
    }

    void failed(Throwable failure) {
        emit(EventType.FAIL, job, failure);
    }

    /** The job goes to another engine. */
    void aborted(Throwable reason) {
        emit(EventType.ABORT, job, reason);
    }

    private void emit(EventType type, LineageJob now, @Nullable Throwable failure) {
        RunFacetsBuilder facets = model.newRunFacetsBuilder();
        if (failure != null) {
            facets.errorMessage(model.newErrorMessageRunFacet(String.valueOf(failure.getMessage()), LANGUAGE, null));
        }
        try {
            client.emit(model.newRunEventBuilder()
                    .eventTime(clock.instant().atZone(ZoneOffset.UTC))
                    .eventType(type)
                    .run(model.newRun(run, facets.build()))
                    .job(model.newJob(now.namespace(), now.name(), null))
                    .inputs(now.inputs().stream().map(this::input).toList())
                    .outputs(now.outputs().stream().map(this::output).toList())
                    .build());
        } catch (OpenLineageClientException e) {
            log.warn("Cannot tell of {} {}: {}", now.name(), type, e.getMessage());
        }
    }

    private InputDataset input(JobData data) {
        return model.newInputDataset(data.namespace(), data.name(), schema(data), null);
    }

    private OutputDataset output(JobData data) {
        Long rows = data.rows();
        return model.newOutputDatasetBuilder()
                .namespace(data.namespace())
                .name(data.name())
                .facets(schema(data))
                .outputFacets(
                        rows == null
                                ? null
                                : model.newOutputDatasetOutputFacetsBuilder()
                                        .outputStatistics(model.newOutputStatisticsOutputDatasetFacetBuilder()
                                                .rowCount(rows)
                                                .build())
                                        .build())
                .build();
    }

    private @Nullable DatasetFacets schema(JobData data) {
        Map<String, String> columns = data.columns();
        return columns.isEmpty()
                ? null
                : model.newDatasetFacetsBuilder()
                        .schema(model.newSchemaDatasetFacet(columns.entrySet().stream()
                                .map(column -> model.newSchemaDatasetFacetFieldsBuilder()
                                        .name(column.getKey())
                                        .type(column.getValue())
                                        .build())
                                .toList()))
                        .build();
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (Exception e) {
            // Whatever it is: the events were sent, or the log has said that they were not.
            log.debug("Cannot close the connection of lineage events", e);
        }
    }
}
