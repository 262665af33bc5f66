package io.granary.core.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowProjectionTest {

    private static final Column DELAY = new Column("delay", ScalarType.INT64);
    private static final Column LATE = new Column("late", ScalarType.BOOL);
    private static final Column CITY = new Column("city", ScalarType.STRING);
    private static final RowSchema WRITTEN = new RowSchema(List.of(DELAY, CITY));
    private static final byte[] BODY = RowCodec.of(WRITTEN).encode(new Object[] {5L, "Boston"});

    @Test
    void readsColumnsByNameInTheOrderWanted() {
        RowProjection projection = RowProjection.of(WRITTEN, new RowSchema(List.of(CITY, DELAY)));

        assertThat(projection.decode(BODY, 0)).containsExactly("Boston", 5L);
    }

    @Test
    void tellsAColumnThatRowsDoNotHaveFromANull() {
        RowProjection projection = RowProjection.of(WRITTEN, new RowSchema(List.of(DELAY, LATE)));

        assertThat(projection.decode(BODY, 0)).containsExactly(5L, null);
        assertThat(projection.holds(0)).isTrue();
        assertThat(projection.holds(1)).isFalse();
    }

    @Test
    void refusesAColumnOfAnotherType() {
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() ->
                        RowProjection.of(WRITTEN, new RowSchema(List.of(new Column("delay", ScalarType.INT32)))))
                .withMessage("type of delay: INT32 (expected: INT64, as rows were written)");
    }

    @Test
    void noticesDamageBehindTheLastWantedColumn() {
        RowProjection projection = RowProjection.of(WRITTEN, new RowSchema(List.of(DELAY)));

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> projection.decode(new byte[] {2, 10, 2, 12, 'B'}, 0))
                .withMessage("Cannot decode row: length 6 beyond the end (at byte 4)")
                .returns(ErrorCode.INTERNAL, GranaryException::code);
    }
}
