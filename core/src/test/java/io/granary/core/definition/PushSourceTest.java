package io.granary.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PushSourceTest {

    private static final PushSource SOURCE =
            new PushSource("visits", List.of(new Column("at", ScalarType.TIMESTAMP)), "at", Metadata.NONE);

    @Test
    void rowsBecomeAStreamOnATopicOfTheProjectAndTheSource() {
        StreamSource stream = SOURCE.findStream("shop");
        assertThat(stream.name()).isEqualTo("visits");
        assertThat(stream.topic()).isEqualTo("granary.shop.push.visits");
        assertThat(stream.schema()).isEqualTo(SOURCE.schema());
        assertThat(stream.eventTimestamp()).isEqualTo("at");
        assertThat(stream.history()).isNull();
    }

    @Test
    void streamsOfARevisionAreThoseOfItsPushSourcesToo() {
        Revision revision = Revision.none("shop").next(new Definitions(List.of(SOURCE)), "ann", "", Instant.EPOCH);
        assertThat(revision.streams()).containsExactly(SOURCE.findStream("shop"));
    }
}
