package io.granary.ingestion.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null: of any.
 *
 * @param topic that the record came from
 * @param fromMillis when the letter was written, epoch milliseconds
 * @param toMillis before this
 * @param entity that they are about
 */
record LetterFilter(
        @Nullable String topic,
        @Nullable String view,
        @Nullable String reason,
        @Nullable Long fromMillis,
        @Nullable Long toMillis,
        @Nullable LettersOfEntity entity) {

    /** Those of them that are about an entity. */
    LetterFilter about(@Nullable LettersOfEntity other) {
        return new LetterFilter(topic, view, reason, fromMillis, toMillis, other);
    }

    boolean matches(Letter letter) {
        return (topic == null || topic.equals(letter.topic()))
                && (view == null || view.equals(letter.view()))
                && (reason == null || reason.equals(letter.reason()))
                && (entity == null || entity.test(letter));
    }
}
