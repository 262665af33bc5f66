package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.registry.server.validation.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Formatting never changes what a repository says, nor loses a comment. */
@Timeout(60)
class RepositoryFormatterTest {

    private static final Path EXAMPLE = Path.of("..", "..", "feature-repo-example");
    private static final int VARIANTS = 200;
    private static final String COLUMNS = """
            schema:
              # columns
              - {name: driver, type: STRING}
              - name: ended_at
                type: TIMESTAMP
              - {name: miles, type: FLOAT64}
            """;

    @TempDir
    Path folder;

    @Test
    void theExampleIsFormatted() {
        assertThat(RepositoryFormatter.format(EXAMPLE))
                .allSatisfy(file -> assertThat(file.after()).as(file.name()).isEqualTo(file.before()));
    }

    @Test
    void definitionsAreTheSameBeforeAndAfter() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RepositoryFolder repository = new RepositoryFolder(folder);
        for (int i = 0; i < VARIANTS; i++) {
            String text = text(random);
            repository.write("a.yaml", text);
            Definitions before = repository.load().definitions();
            FormattedFile file = formatted();
            assertThat(file.problem()).as("seed %d:\n%s", seed, text).isNull();
            Files.writeString(file.path(), file.after());
            assertThat(repository.load().definitions())
                    .as("seed %d:\n%s\nbecame\n%s", seed, text, file.after())
                    .isEqualTo(before);
            assertThat(comments(file.after())).as("seed %d:\n%s", seed, text).isEqualTo(comments(text));
            assertThat(formatted().after()).as("seed %d: twice", seed).isEqualTo(file.after());
        }
    }

    @Test
    void aFileWithProblemsIsLeftAsItIs() {
        new RepositoryFolder(folder).write("a.yaml", "kind: Entity\nname:   x\nnope: 1\n");
        FormattedFile file = formatted();
        assertThat(file.isChanged()).isFalse();
        assertThat(file.problem()).contains("a.yaml:3:1: nope: unknown field of Entity");
    }

    @Test
    void whatIsRenderedSaysTheSame() throws IOException {
        String rendered = RepositoryLoader.render(EXAMPLE, null, SchemaReader.NONE);
        RepositoryFolder repository = new RepositoryFolder(folder).write("all.yaml", rendered);
        Files.createDirectories(folder.resolve("schemas"));
        Files.copy(EXAMPLE.resolve("schemas/arrival.avsc"), folder.resolve("schemas/arrival.avsc"));
        assertThat(repository.load().definitions())
                .isEqualTo(RepositoryLoader.load(EXAMPLE, SchemaReader.NONE).definitions());
    }

    private FormattedFile formatted() {
        return RepositoryFormatter.format(folder).stream()
                .filter(file -> file.name().equals("a.yaml"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> comments(String text) {
        return Pattern.compile("# c\\d+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    /** The same three definitions, with fields, quotes, layout, comments and some values by chance. */
    private static String text(Random random) {
        String entity = document(
                random,
                List.of(
                        field(random, "kind", List.of("Entity", "\"Entity\"", "'Entity'")),
                        field(random, "name", List.of("driver", "\"driver\"")),
                        field(random, "description", descriptions()),
                        field(random, "owner", List.of("\"007\"", "me", "'yes'", "null", "\"null\"", "\"a: b # c\"")),
                        field(random, "tags", List.of("{a: b, \"c d\": 'e'}", "{}", "\n  x: '1'\n  yes: \"it's\"")),
                        field(
                                random,
                                "joinKeys",
                                List.of(
                                        "[{name: driver, type: STRING}]",
                                        "\n- type: STRING\n  name: driver",
                                        "\n    - {type: 'STRING',\n       name: driver}"))));
        String source = document(
                random,
                List.of(
                        "kind: BatchSource\n",
                        "name: trips\n",
                        field(random, "csv", List.of("trips.csv", "'a b/trips.csv'", "\"trips,.csv\"")),
                        "eventTimestamp: ended_at\n",
                        COLUMNS));
        String view = document(
                random,
                List.of(
                        "kind: FeatureView\n",
                        "name: driver_trips\n",
                        field(random, "entities", List.of("[driver]", "\n  - driver", "[ 'driver' ]")),
                        "source: trips\n",
                        field(
                                random,
                                "where",
                                List.of("miles > 1.0", "\"miles > 1.0\"", ">-\n  miles\n  > 1.0", "|\n  miles > 1.0")),
                        field(
                                random,
                                "features",
                                List.of(
                                        "[{name: miles, type: FLOAT64, default: 1}]",
                                        "\n- name: miles\n  type: FLOAT64\n- {expression: 'miles * 2.0', name: twice, type: FLOAT64}",
                                        "\n  - {name: note, type: STRING, from: driver, default: \"true\"}")),
                        field(random, "ttl", List.of("7d", "\"7d\"", "null"))));
        return entity + "---\n" + source + "--- \n" + view;
    }

    private static List<String> descriptions() {
        return List.of(
                "plain",
                "'with # hash'",
                "|\n  two\n  lines",
                "|+\n  kept\n\n",
                "\"tab\\t and \\u2028\"",
                ">-\n  folded\n  over lines\n\n  twice",
                "\"  blanks  \"",
                "|2\n   indented\n  less",
                "'12:30'",
                "\"- a\"",
                "über: alles",
                "a\n  b",
                ">-\n  " + IntStream.range(0, 40).mapToObj(i -> "word" + i).collect(Collectors.joining(" ")));
    }

    private static String field(Random random, String name, List<String> values) {
        String value = values.get(random.nextInt(values.size()));
        if (value.startsWith("über")) {
            value = "\"" + value + "\"";
        }
        return name + ":" + (value.startsWith("\n") ? "" : " ") + value + "\n";
    }

    private static String document(Random random, List<String> fields) {
        List<String> shuffled = new ArrayList<>(fields);
        Collections.shuffle(shuffled, random);
        StringBuilder text = new StringBuilder();
        for (String field : shuffled) {
            text.append(random.nextInt(3) == 0 ? "# c" + random.nextInt(1_000) + "\n" : "")
                    .append(random.nextInt(5) == 0 ? "\n" : "")
                    .append(
                            field.contains("\n  ") || field.contains("|") || random.nextInt(3) > 0
                                    ? field
                                    : field.stripTrailing() + " # c" + random.nextInt(1_000) + "\n");
        }
        return text.toString();
    }
}
