package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.FeatureView;
import io.granary.core.expectation.RowExpectation;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import java.util.List;

/** What pushed rows must be like: whoever pushes one that would be set aside is told so instead. */
record RequiredRows(List<RowExpectation> expectations) {

    RequiredRows {
        expectations = expectations.stream()
                .filter(each -> each.expectation().onFailure() != OnFailure.WARN)
                .toList();
    }

    /** @param columns of the source */
    static RequiredRows of(DataSource source, List<Column> columns) {
        return new RequiredRows(RowExpectation.of(source, columns));
    }

    /** @param columns of the view's source */
    static RequiredRows of(FeatureView view, List<Column> columns) {
        return new RequiredRows(RowExpectation.of(view, columns));
    }

    /** @throws GranaryException (UNPROCESSABLE) naming the first expectation that a row does not meet */
    void require(Variables row) {
        for (RowExpectation each : expectations) {
            if (!each.holds(row)) {
                throw new GranaryException(ErrorCode.UNPROCESSABLE, "expectation " + each.failure(row));
            }
        }
    }
}
