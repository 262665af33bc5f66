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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how one job goes on. A job does not fail because nobody hears of it: that is a warning. Not safe for threads. */
final class LineageLog {

    private static final Logger log = LoggerFactory.getLogger(LineageLog.class);
    private static final URI PRODUCER = URI.create("urn:granary");
    private static final String LANGUAGE = "JAVA";

    private final OpenLineage model = new OpenLineage(PRODUCER);
    private final OpenLineageClient client;
    private final InstantSource clock;
    private final OfflineWork work;
    private final UUID run = UUID.randomUUID();

    LineageLog(Transport transport, InstantSource clock, OfflineWork work) {
        this.client = new OpenLineageClient(transport);
        this.clock = clock;
        this.work = work;
    }

    void started() {
        emit(EventType.START, work.outputs(), null);
    }

    /** @param outputs as they have become */
    void completed(List<JobData> outputs) {
        emit(EventType.COMPLETE, outputs, null);
    }

    void failed(Throwable failure) {
        emit(EventType.FAIL, work.outputs(), failure);
    }

    /** The job goes to another engine. */
    void aborted(Throwable reason) {
        emit(EventType.ABORT, work.outputs(), reason);
    }

    private void emit(EventType type, List<JobData> outputs, @Nullable Throwable failure) {
        RunFacetsBuilder facets = model.newRunFacetsBuilder();
        if (failure != null) {
            facets.errorMessage(model.newErrorMessageRunFacet(String.valueOf(failure.getMessage()), LANGUAGE, null));
        }
        try {
            client.emit(model.newRunEventBuilder()
                    .eventTime(clock.instant().atZone(ZoneOffset.UTC))
                    .eventType(type)
                    .run(model.newRun(run, facets.build()))
                    .job(model.newJob(work.namespace(), work.name(), null))
                    .inputs(work.inputs().stream().map(this::input).toList())
                    .outputs(outputs.stream().map(this::output).toList())
                    .build());
        } catch (OpenLineageClientException e) {
            log.warn("Cannot tell of {} {}: {}", work.name(), type, e.getMessage());
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
}
