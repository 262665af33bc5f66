package io.granary.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.DataType;
import io.granary.core.view.FeatureStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");

    @TempDir
    private Path folder;

    @Test
    void everyTypeComesBackAsItWas() throws IOException {
        List<LoggedFeature> results = List.of(
                feature("BOOL", true, null),
                feature("INT32", Integer.MIN_VALUE, null),
                feature("INT64", Long.MAX_VALUE, 0L),
                feature("FLOAT32", 0.1f, Float.NaN),
                feature("FLOAT64", Double.longBitsToDouble(0x7ff8_0000_0000_0001L), Double.NEGATIVE_INFINITY),
                feature("STRING", "Zürich \0 😀", ""),
                feature("BYTES", ByteBuffer.wrap(new byte[] {0, -1}).asReadOnlyBuffer(), null),
                feature("TIMESTAMP", Instant.parse("1969-12-31T23:59:59.999999Z"), null),
                feature("LIST<TIMESTAMP>", List.of(NOW), List.of()),
                feature("MAP<STRING, FLOAT64>", Map.of("a", 0.1), Map.of()),
                feature("VECTOR<FLOAT32, 2>", List.of(0.1f, -1f), null));
        LoggedAnswer written = new LoggedAnswer(
                "shop",
                7,
                1_234_567L,
                null,
                List.of("visits:*"),
                false,
                List.of(column("STRING", "ann", "bob")),
                results);
        publish(written);
        assertThat(readAll()).containsExactly(written);
    }

    @Test
    void answersOfServicesComeInTheOrderInWhichTheyWereAppended() throws IOException {
        publish(answer(1), answer(2));
        publish(answer(3));
        assertThat(readAll()).extracting(LoggedAnswer::timeMicros).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(readAll()).extracting(LoggedAnswer::service).containsOnly("model");
    }

    @Test
    void aFileThatIsNotPublishedIsNotRead() throws IOException {
        AnswerFile.create(folder, NOW).append(answer(1));
        AnswerFile aborted = AnswerFile.create(folder, NOW);
        aborted.abort();
        AnswerFiles files = AnswerFiles.in(folder);
        assertThat(files.files()).isEmpty();
        assertThat(files.unfinished())
                .singleElement()
                .asString()
                .contains("answers-20261121T101500.000Z-")
                .endsWith(".avro.unfinished");
    }

    @Test
    void aFileThatIsCutOffIsNamed() throws IOException {
        Path file = publish(answer(1), answer(2));
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, bytes.length / 2, bytes.length - 17, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertUnreadable(file);
        }
    }

    @Test
    void damageIsAnErrorThatNamesTheFileOrGivesAnAnswer() throws IOException {
        Path file = publish(answer(1), answer(2));
        byte[] bytes = Files.readAllBytes(file);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                readAll();
            } catch (GranaryException e) {
                assertThat(e).as("seed %s", seed).hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> AnswerFiles.in(folder.resolve("none")))
                .isInstanceOf(GranaryException.class)
                .hasMessageContaining("Cannot read the folder of answers " + folder.resolve("none"));
    }

    private void assertUnreadable(Path file) {
        assertThatThrownBy(this::readAll)
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
                .hasMessageStartingWith("Cannot read answers " + file + ": ");
    }

    private List<LoggedAnswer> readAll() {
        List<LoggedAnswer> answers = new ArrayList<>();
        AnswerFiles.in(folder).read(answers::add);
        return answers;
    }

    private Path publish(LoggedAnswer... answers) throws IOException {
        AnswerFile file = AnswerFile.create(folder, NOW);
        for (LoggedAnswer answer : answers) {
            file.append(answer);
        }
        assertThat(file.answers()).isEqualTo(answers.length);
        file.publish();
        List<Path> files = AnswerFiles.in(folder).files();
        return files.get(files.size() - 1);
    }

    private static LoggedAnswer answer(long timeMicros) {
        return new LoggedAnswer(
                "shop",
                1,
                timeMicros,
                "model",
                List.of(),
                true,
                List.of(column("INT64", 5L, 6L)),
                List.of(feature("FLOAT64", 0.5, null)));
    }

    private static LoggedColumn column(String type, @Nullable Object... values) {
        return new LoggedColumn("x", DataType.parse(type), Arrays.asList(values));
    }

    private static LoggedFeature feature(String type, @Nullable Object... values) {
        return new LoggedFeature(
                column(type, values),
                List.of(FeatureStatus.PRESENT, FeatureStatus.OUTSIDE_MAX_AGE),
                List.of(1_000_000L, 0L));
    }
}
