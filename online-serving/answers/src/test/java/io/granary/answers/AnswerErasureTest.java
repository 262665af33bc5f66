package io.granary.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.answers.AnswerErasure.Erased;
import io.granary.archive.RewritingLock;
import io.granary.core.type.DataType;
import io.granary.core.view.FeatureStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerErasureTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");

    @TempDir
    private Path folder;

    @Test
    void rowsGoAndTheOthersStayAsTheyAre() throws IOException {
        publish(answer(1, "bob", "ann", "eve", "ann"), answer(2, "ann"), answer(3, "bob", null));
        publish(answer(4, "eve"));
        List<Path> files = AnswerFiles.in(folder).files();

        assertThat(erase("e1", "ann")).isEqualTo(new Erased(2, 0));

        assertThat(readAll())
                .containsExactlyInAnyOrder(
                        answer(1, "bob", "ann", "eve", "ann").without(List.of(1, 3)),
                        answer(3, "bob", null),
                        answer(4, "eve"));
        assertThat(readAll())
                .filteredOn(each -> each.timeMicros() == 1)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.entities().get(0).values()).containsExactly("bob", "eve");
                    assertThat(each.results().get(0).column().values()).containsExactly(1.5, 3.5);
                    assertThat(each.results().get(0).eventMicros()).containsExactly(0L, 2L);
                });
        assertThat(AnswerFiles.in(folder).files()).isEqualTo(files);
    }

    @Test
    void anErasureThatIsBegunAgainCountsTheSameAndAnotherOneItsOwn() throws IOException {
        publish(answer(1, "ann", "bob"), answer(2, "ann"));
        publish(answer(3, "bob"));
        erase("e1", "ann");

        assertThat(erase("e2", "bob")).isEqualTo(new Erased(2, 0));
        publish(answer(4, "ann"));
        assertThat(erase("e1", "ann")).isEqualTo(new Erased(3, 0));
        assertThat(readAll()).isEmpty();
    }

    @Test
    void aFileThatGrowsIsLeftAndOneThatAServerLeftIsDeleted() throws IOException {
        publish(answer(1, "bob"));
        AnswerFile growing = AnswerFile.create(folder, NOW);
        growing.append(answer(2, "ann"));
        Path left = Files.writeString(folder.resolve("answers-1.avro.unfinished"), "Obj and what else there was");
        Path begun = Files.createFile(folder.resolve("answers-2.avro.unfinished"));

        assertThat(AnswerErasure.growing(folder)).singleElement().isNotIn(left, begun);
        assertThat(erase("e1", "ann")).isEqualTo(new Erased(0, 1));
        assertThat(left).doesNotExist();
        assertThat(begun).as("which may just have been begun").exists();

        growing.publish();
        assertThat(AnswerErasure.growing(folder)).isEmpty();
        assertThat(erase("e1", "ann")).isEqualTo(new Erased(1, 0));
        assertThat(readAll()).containsExactly(answer(1, "bob"));
    }

    @Test
    void oneAtATime() throws IOException {
        try (RewritingLock lock = RewritingLock.take(folder, "erase from")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> erase("e1", "ann"))
                    .hasMessage("Cannot erase from " + folder + ": another process compacts it or erases from it");
        }
    }

    @Test
    void aFileThatIsDamagedIsNamedAndStays() throws IOException {
        publish(answer(1, "bob"), answer(2, "ann"));
        Path file = AnswerFiles.in(folder).files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 5);
        Files.write(file, cut);

        assertThatThrownBy(() -> erase("e1", "ann")).hasMessageStartingWith("Cannot read answers " + file + ": ");
        assertThat(file).hasBinaryContent(cut);
    }

    private Erased erase(String id, String name) {
        return new AnswerErasure(
                        folder,
                        id,
                        answer -> IntStream.range(0, answer.rows())
                                .filter(row -> name.equals(
                                        answer.entities().get(0).values().get(row)))
                                .boxed()
                                .toList())
                .run();
    }

    private List<LoggedAnswer> readAll() {
        List<LoggedAnswer> answers = new ArrayList<>();
        AnswerFiles.in(folder).read(answers::add);
        return answers;
    }

    private void publish(LoggedAnswer... answers) throws IOException {
        AnswerFile file = AnswerFile.create(folder, NOW);
        for (LoggedAnswer answer : answers) {
            file.append(answer);
        }
        file.publish();
    }

    private static LoggedAnswer answer(long timeMicros, @Nullable String... names) {
        List<@Nullable Object> values = new ArrayList<>();
        List<Long> events = new ArrayList<>();
        for (int row = 0; row < names.length; row++) {
            values.add(row + 1.5);
            events.add((long) row);
        }
        List<FeatureStatus> statuses =
                values.stream().map(value -> FeatureStatus.PRESENT).toList();
        return new LoggedAnswer(
                "shop",
                1,
                timeMicros,
                "model",
                List.of(),
                false,
                List.of(new LoggedColumn("name", DataType.parse("STRING"), Arrays.asList((Object[]) names))),
                List.of(new LoggedFeature(new LoggedColumn("x", DataType.parse("FLOAT64"), values), statuses, events)));
    }
}
