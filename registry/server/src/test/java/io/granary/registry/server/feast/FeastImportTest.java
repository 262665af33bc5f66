package io.granary.registry.server.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ListType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import io.granary.registry.server.repository.FormattedFile;
import io.granary.registry.server.repository.RepositoryFormatter;
import io.granary.registry.server.repository.RepositoryLoader;
import io.granary.registry.server.validation.SchemaReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry with everything that Feast has, as its export looks. */
class FeastImportTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private FeastConversion conversion;
    private Definitions definitions;

    @BeforeEach
    void convert() throws IOException {
        convert(export());
    }

    private void convert(String export) throws IOException {
        conversion = FeastImport.convert(export.getBytes(StandardCharsets.UTF_8), NOW);
        for (Map.Entry<String, String> file : conversion.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        definitions = RepositoryLoader.load(folder, SchemaReader.NONE).definitions();
    }

    @Test
    void theResultIsAValidRepositoryInItsCanonicalForm() {
        assertThat(conversion.project()).isEqualTo("parcels_eu");
        assertThat(conversion.converted())
                .isEqualTo(Map.of(
                        "BatchSource", 2, "Entity", 2, "FeatureService", 1, "FeatureView", 2, "StreamSource", 1));
        assertThat(RepositoryFormatter.format(folder)).noneMatch(FormattedFile::isChanged);
    }

    @Test
    void entitiesKeepTheirKeysAndMetadata() {
        assertThat(definitions.entity("depot").joinKeys().get(0).name()).isEqualTo("depot_id");
        assertThat(definitions.entity("depot").metadata().tags()).isEqualTo(Map.of("team", "ops"));
        assertThat(definitions.entity("customer").joinKeys().get(0).type()).isEqualTo(ScalarType.INT64);
    }

    @Test
    void aStreamGetsItsBatchSourceAsHistory() {
        StreamSource stream = (StreamSource) definitions.source("depot_events");
        assertThat(stream.topic()).isEqualTo("depot-events");
        assertThat(stream.allowedLateness()).isEqualTo(Duration.ofMinutes(10));
        assertThat(stream.history()).isEqualTo(new StreamSource.History("depot_hours", NOW, Duration.ZERO));
    }

    @Test
    void aBatchSourceWithOtherColumnsIsNoHistory() throws IOException {
        convert(export().replace(
                        "\"name\": \"depot_hours\",",
                        "\"name\": \"depot_hours\", \"fieldMapping\": {\"depot\":" + " \"depot_id\"},"));
        assertThat(((StreamSource) definitions.source("depot_events")).history())
                .isNull();
        assertThat(conversion.gaps())
                .extracting(FeastGap::what)
                .contains("the past in 'depot_hours', as its columns may not be the stream's: [depot_id]");
    }

    @Test
    void anAvroStreamGetsItsSchemaAsAFile() throws IOException {
        String schema = "{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"Depot\\\", \\\"fields\\\": ["
                + "{\\\"name\\\": \\\"depot_id\\\", \\\"type\\\": \\\"string\\\"},"
                + "{\\\"name\\\": \\\"hour_end\\\", \\\"type\\\": {\\\"type\\\": \\\"long\\\", \\\"logicalType\\\":"
                + " \\\"timestamp-micros\\\"}},"
                + "{\\\"name\\\": \\\"parcels\\\", \\\"type\\\": \\\"long\\\"},"
                + "{\\\"name\\\": \\\"late_share\\\", \\\"type\\\": \\\"double\\\"},"
                + "{\\\"name\\\": \\\"route_embedding\\\", \\\"type\\\": {\\\"type\\\": \\\"array\\\", \\\"items\\\":"
                + " \\\"float\\\"}}]}";
        String avro = "\"avroFormat\": {\"schemaJson\": \"" + schema + "\"}";
        String json = "\"jsonFormat\": {\"schemaJson\": \"depot_id string, hour_end timestamp, parcels long\"}";
        convert(export().replace(json, avro).replace("\"vectorIndex\": true", "\"vectorIndex\": false"));
        assertThat(conversion.files()).containsKey("schemas/depot_events.avsc");
        assertThat(definitions.source("depot_events").schema()).hasSize(5);
    }

    @Test
    void viewsKeepTypesTtlAndMappedColumns() {
        FeatureView load = definitions.featureView("depot_load");
        assertThat(load.ttl()).isEqualTo(Duration.ofDays(2));
        assertThat(load.online()).isTrue();
        assertThat(load.features())
                .extracting(feature -> new Column(feature.name(), feature.type()))
                .containsExactly(
                        new Column("parcels", ScalarType.INT64),
                        new Column("late_share", ScalarType.FLOAT64),
                        new Column("route_embedding", new VectorType(8)));
        FeatureView profile = definitions.featureView("customer_profile");
        assertThat(profile.ttl()).isNull();
        assertThat(profile.online()).isFalse();
        assertThat(profile.features())
                .containsExactly(
                        new Feature("member_since", ScalarType.TIMESTAMP, "since", null),
                        new Feature("tags", new ListType(ScalarType.STRING), "tags", null));
        BatchSource customers = (BatchSource) definitions.source(profile.source());
        assertThat(customers.path()).isEqualTo("data/acme_parcels_customers.parquet");
        assertThat(customers.schema()).contains(new Column("since", ScalarType.TIMESTAMP));
    }

    @Test
    void servicesKeepRolesAndAskForWhatIsThere() {
        assertThat(definitions.service("delay_v1").features())
                .containsExactly(
                        new FeatureSelection(
                                "depot_load", "origin", Map.of("depot_id", "origin_depot"), List.of("parcels")),
                        new FeatureSelection("depot_load", null, Map.of(), List.of("parcels")),
                        FeatureSelection.allOf("customer_profile"));
        assertThat(definitions.service("delay_v1").loggingSample()).isEqualTo(0.25);
    }

    @Test
    void whatHasNoEquivalentIsReported() {
        assertThat(conversion.gaps())
                .extracting(gap -> gap.kind() + " " + gap.name() + " " + gap.outcome() + ": " + gap.what())
                .containsExactly(
                        "Entity score_bucket LEFT_OUT: join key 'score' of type DOUBLE",
                        "FeatureView depot_load PARTLY: feature 'details' of type STRUCT",
                        "FeatureView depot_load PARTLY: descriptions and tags of features [parcels]",
                        "FeatureView holidays LEFT_OUT: a view without entity",
                        "StreamFeatureView depot_scaled LEFT_OUT: a Python function, kept in udfs/depot_scaled.py",
                        "OnDemandFeatureView quote LEFT_OUT: a Python function, kept in udfs/quote.py",
                        "DataSource depot_events PARTLY: where the batch source ends and the topic begins",
                        "DataSource depot_events PARTLY: the address of Kafka",
                        "FeatureView customer-profile PARTLY: rows that are pushed to 'profile_push'",
                        "DataSource acme.parcels.customers PARTLY: the name",
                        "DataSource acme.parcels.customers PARTLY: table acme.parcels.customers of BATCH_BIGQUERY",
                        "FeatureView customer-profile PARTLY: the name",
                        "FeatureService delay_v1 PARTLY: features [details] of view 'depot_load'",
                        "FeatureService delay_v1 PARTLY: features of view 'quote', which is not converted",
                        "FeatureService delay_v1 PARTLY: where requests are logged",
                        "FeatureService quoting PARTLY: features of view 'quote', which is not converted",
                        "FeatureService quoting LEFT_OUT: none of its views",
                        "Permission read_all LEFT_OUT: the whole object");
        assertThat(conversion.files().get(FeastImport.REPORT))
                .contains("8 definitions were written.")
                .contains("| OnDemandFeatureView `quote` | left out | a Python function, kept in udfs/quote.py |");
        assertThat(conversion.files().get("udfs/quote.py")).startsWith("def price(inputs):\n");
    }

    @Test
    void otherJsonIsRefused() {
        assertThatThrownBy(() -> FeastImport.convert("[1]".getBytes(StandardCharsets.UTF_8), NOW))
                .hasMessage("export: JSON of another kind (expected: what 'feast registry-dump' prints)");
        assertThatThrownBy(() -> FeastImport.convert("{".getBytes(StandardCharsets.UTF_8), NOW))
                .hasMessageMatching("export: [^\\n]+ \\(expected: JSON, as 'feast registry-dump' prints it\\)");
        assertThatThrownBy(() ->
                        FeastImport.convert("{\"entities\": [{\"spec\": {}}]}".getBytes(StandardCharsets.UTF_8), NOW))
                .hasMessage("Entity.name: missing (expected: a registry export of 'feast registry-dump')");
    }

    private static String export() throws IOException {
        try (InputStream in = FeastImportTest.class.getResourceAsStream("parcels.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
