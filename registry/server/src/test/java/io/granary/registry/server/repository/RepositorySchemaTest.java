package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.granary.core.definition.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Editors refuse what reading refuses, and take what it takes. */
class RepositorySchemaTest {

    private static final Path EXAMPLE = Path.of("..", "..", "feature-repo-example");
    private static final Path TEMPLATE =
            Path.of("..", "..", "cli", "src", "main", "resources", "io", "granary", "cli", "template");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void theExampleAndTheTemplateAreValid() throws IOException {
        for (Path folder : List.of(EXAMPLE, TEMPLATE)) {
            for (Path file : definitionFiles(folder)) {
                assertThat(problems(RepositorySchema.definition(), Files.readString(file)))
                        .as(file.toString())
                        .isEmpty();
            }
            assertThat(problems(RepositorySchema.project(), Files.readString(folder.resolve("granary.yaml"))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasASchemaWithADescriptionOfEachField(Kind kind) {
        JsonNode schema = RepositorySchema.of(kind);
        assertThat(schema.path("title").asText()).isEqualTo(kind.text());
        assertThat(schema.path("properties").properties())
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        field -> assertThat(field.getValue().path("description").asText())
                                .endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Entity\nname: driver\njoinKeys: []\n",
                "kind: Entity\nname: a b\njoinKeys: [{name: driver, type: STRING}]\n",
                "kind: Entity\nname: driver\njoinKeys: driver\n",
                "kind: Entity\nname: driver\njoinKeys: [{name: driver, type: FLOAT64}]\n",
                "kind: Entity\nname: driver\nonwer: me\njoinKeys: [{name: driver, type: STRING}]\n",
                "kind: Entity\nname: driver\n",
                "kind: Entitty\nname: driver\n",
                "name: driver\n",
                "kind: FeatureView\nname: v\nentities: [e]\nsource: s\nttl: soon\n",
                "kind: FeatureView\nname: v\nentities: [e]\nsource: s\nonline: maybe\n",
                "kind: FeatureView\nname: v\nentities: [e]\nsource: s\nfeatures: [{name: f, type: FLOAT}]\n",
                "kind: FeatureView\nname: v\nentities: [e]\nsource: s\nfeatures: [{name: f, type: LIST<LIST>}]\n",
                "kind: FeatureService\nname: s\nfeatures: [view]\n",
                "kind: FeatureService\nname: s\nfeatures: [\"v:*\"]\nonMissing: guess\n",
                "kind: StreamSource\nname: s\ntopic: a/b\nformat: json\nschema: x\neventTimestamp: t\n",
            })
    void whatCannotBeReadIsRefused(String document, @TempDir Path folder) {
        assertThat(problems(RepositorySchema.definition(), document)).isNotEmpty();
        assertThat(new RepositoryFolder(folder).write("a.yaml", document).problems())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: FeatureView\nname: v\nttl: 1h\n",
                "kind: FeatureView\nname: v\nttl: null\nfeatures: {miles: null, rider: {type: STRING}}\n",
                "kind: FeatureView\nname: v\nfeatures: [{name: miles, default: 1}]\n",
            })
    void anOverlayMayBePartOfADefinition(String overlay) {
        assertThat(problems(RepositorySchema.overlay(), overlay)).isEmpty();
        assertThat(problems(RepositorySchema.definition(), overlay)).isNotEmpty();
        assertThat(problems(RepositorySchema.overlay(), overlay + "nope: 1\n")).isNotEmpty();
    }

    @Test
    void theProjectsFileHasASchema() {
        String project = """
                project: p
                defaults: {owner: me, FeatureView: {ttl: 1d}}
                include: [../shared]
                environments: {dev: {}, production: {registry: "https://r:6570"}}
                """;
        assertThat(problems(RepositorySchema.project(), project)).isEmpty();
        assertThat(problems(RepositorySchema.project(), project.replace("ttl: 1d", "ttl: soon")))
                .isNotEmpty();
        assertThat(problems(RepositorySchema.project(), project.replace("https", "ftp")))
                .isNotEmpty();
    }

    private static List<Path> definitionFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("granary.yaml"))
                    .toList();
        }
    }

    private static List<String> problems(JsonNode schema, String yaml) {
        Schema compiled = REGISTRY.getSchema(schema.toString());
        List<String> problems = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            compiled.validate(json(document), InputFormat.JSON).forEach(error -> problems.add(error.toString()));
        }
        return problems;
    }

    private static String json(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
