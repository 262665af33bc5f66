package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RevisionChangesTest {

    private static final Revision SAMPLE = Samples.revision();

    @RepeatedTest(100)
    void leadsFromAnyRevisionToAnyOther(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Revision first = revision(1, random);
        Revision second = revision(2, random);

        RevisionChanges changes = RevisionChangesJson.decode(
                RevisionChangesJson.encode(RevisionChanges.between(first, second, RevisionDigest.of(second, null))));
        Revision arrived = changes.appliedTo(first);

        assertThat(arrived).isEqualTo(second);
        assertThat(RevisionDigest.of(arrived, RevisionDigest.of(first, null)).text())
                .isEqualTo(changes.digest());
    }

    @Test
    void sharesWhatStaysTheSame() {
        Revision next = new Revision(
                SAMPLE.project(), SAMPLE.number() + 1, "bob", Instant.EPOCH, "", SAMPLE.definitions(), Map.of());
        Revision read = RevisionJson.decode(RevisionJson.encode(next));

        Revision arrived = RevisionChanges.between(SAMPLE, read, RevisionDigest.of(read, null))
                .appliedTo(SAMPLE);

        for (Definition definition : arrived.definitions().all()) {
            assertThat(definition).isSameAs(SAMPLE.definitions().find(definition.kind(), definition.name()));
        }
        assertThat(read.sharing(SAMPLE)).isEqualTo(read);
        assertThat(read.sharing(SAMPLE).definitions().all().get(0))
                .isSameAs(SAMPLE.definitions().all().get(0));
    }

    @Test
    void aDigestTellsAnyTwoRevisionsApart() {
        String digest = RevisionDigest.of(SAMPLE, null).text();

        assertThat(digest).matches("sha-256=[0-9a-f]{64}");
        assertThat(RevisionDigest.of(RevisionJson.decode(RevisionJson.encode(SAMPLE)), null)
                        .text())
                .isEqualTo(digest);
        assertThat(digestOf(SAMPLE.definitions(), "another message", SAMPLE)).isNotEqualTo(digest);
        assertThat(digestOf(Definitions.EMPTY, SAMPLE.message(), SAMPLE)).isNotEqualTo(digest);
    }

    @Test
    void refusesARevisionThatItDoesNotStartFrom() {
        RevisionChanges changes = RevisionChanges.between(SAMPLE, SAMPLE, RevisionDigest.of(SAMPLE, null));

        assertThatThrownBy(() -> changes.appliedTo(Revision.none(SAMPLE.project())))
                .hasMessage(
                        "Cannot change revision 0 of project '" + SAMPLE.project() + "': the changes are to revision "
                                + SAMPLE.number() + " of project '" + SAMPLE.project() + "'");
    }

    private static String digestOf(Definitions definitions, String message, Revision like) {
        return RevisionDigest.of(
                        new Revision(
                                like.project(),
                                like.number(),
                                like.author(),
                                like.createdAt(),
                                message,
                                definitions,
                                like.viewStates()),
                        null)
                .text();
    }

    /** Some of the sample's definitions and states, each as it is there or as an object of its own. */
    private static Revision revision(int number, Random random) {
        Revision copy = RevisionJson.decode(RevisionJson.encode(SAMPLE));
        List<Definition> definitions = new ArrayList<>();
        for (Definition definition : SAMPLE.definitions().all()) {
            Definition same = copy.definitions().find(definition.kind(), definition.name());
            if (same != null && random.nextInt(4) > 0) {
                definitions.add(random.nextBoolean() ? definition : same);
            }
        }
        Map<String, ViewState> states = new HashMap<>(SAMPLE.viewStates());
        states.keySet().removeIf(view -> random.nextInt(4) == 0);
        return new Revision(
                SAMPLE.project(), number, "ann", SAMPLE.createdAt(), "m", new Definitions(definitions), states);
    }
}
