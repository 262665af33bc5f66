package io.granary.consistency;

import io.granary.answers.LoggedAnswer;
import io.granary.answers.LoggedColumn;
import io.granary.core.view.FeatureStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of all answers to one question: asked alike, and answered by one revision. Not safe for threads. */
final class AnswerGroup {

    /** What makes answers alike. */
    record Question(
            String project, int revision, @Nullable String service, List<String> features, List<String> columns) {

        static Question of(LoggedAnswer answer) {
            return new Question(
                    answer.project(),
                    answer.revision(),
                    answer.service(),
                    answer.features(),
                    answer.entities().stream().map(LoggedColumn::name).toList());
        }
    }

    /**
     * One entity row of an answer.
     *
     * @param entity values of the question's columns
     * @param values of the features, in the order of the answer
     */
    record AskedRow(
            long timeMicros,
            @Nullable Object[] entity,
            @Nullable Object[] values,
            List<FeatureStatus> statuses,
            List<Long> eventMicros) {}

    private final Question question;
    private final int width;
    private final List<AskedRow> rows = new ArrayList<>();

    AnswerGroup(LoggedAnswer first) {
        question = Question.of(first);
        width = first.results().size();
    }

    Question question() {
        return question;
    }

    /** How many features each answer has. */
    int width() {
        return width;
    }

    List<AskedRow> rows() {
        return rows;
    }

    void add(LoggedAnswer answer) {
        for (int row = 0; row < answer.rows(); row++) {
            int index = row;
            rows.add(new AskedRow(
                    answer.timeMicros(),
                    answer.entities().stream()
                            .map(column -> column.values().get(index))
                            .toArray(),
                    answer.results().stream()
                            .map(feature -> feature.value(index))
                            .toArray(),
                    answer.results().stream()
                            .map(feature -> feature.status(index))
                            .toList(),
                    answer.results().stream()
                            .map(feature -> feature.eventMicros().get(index))
                            .toList()));
        }
    }
}
