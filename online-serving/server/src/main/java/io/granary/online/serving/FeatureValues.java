package io.granary.online.serving;

import io.granary.core.row.RowCells;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import io.granary.online.serving.json.JsonBuffer;
import io.granary.online.serving.json.JsonValues;

/** Writes the values of features: stored numbers and text straight from their cells. Used for one answer. */
final class FeatureValues {

    private final FeatureVectors vectors;
    private final RetrievedRows rows;
    private final RowCells cells;
    private final JsonBuffer json;
    private final JsonValues values;

    FeatureValues(FeatureVectors vectors, JsonBuffer json, JsonValues values) {
        this.vectors = vectors;
        this.rows = vectors.retrieved();
        this.cells = rows.cells();
        this.json = json;
        this.values = values;
    }

    /** Writes a feature's values for all entity rows; tells whether each of them is PRESENT and shown as it is. */
    boolean write(int feature) {
        PlannedFeature planned = vectors.plan().plannedFeatures().get(feature);
        DataType type = planned.column().type();
        if (!(planned.origin() instanceof StoredFeature stored)) {
            return objects(feature, type);
        }
        if (type == ScalarType.FLOAT64 || type == ScalarType.FLOAT32) {
            return floats(feature, stored);
        }
        if (type == ScalarType.INT64 || type == ScalarType.INT32) {
            return integers(feature, stored);
        }
        return type == ScalarType.STRING ? texts(feature, stored) : objects(feature, type);
    }

    private boolean floats(int feature, StoredFeature stored) {
        int offset = rows.offset(stored);
        boolean areAllPresent = true;
        for (int row = 0; row < rows.count(); row++) {
            json.separate(row);
            int cell = rows.firstCell(stored, row) + offset;
            double value = Double.longBitsToDouble(cells.bits(cell));
            if (cells.isBits(cell) && Double.isFinite(value)) {
                json.float64(value);
            } else {
                areAllPresent &= object(feature, row, stored.type());
            }
        }
        return areAllPresent;
    }

    private boolean integers(int feature, StoredFeature stored) {
        int offset = rows.offset(stored);
        boolean areAllPresent = true;
        for (int row = 0; row < rows.count(); row++) {
            json.separate(row);
            int cell = rows.firstCell(stored, row) + offset;
            if (cells.isBits(cell)) {
                json.int64(cells.bits(cell));
            } else {
                areAllPresent &= object(feature, row, stored.type());
            }
        }
        return areAllPresent;
    }

    private boolean texts(int feature, StoredFeature stored) {
        int offset = rows.offset(stored);
        boolean areAllPresent = true;
        for (int row = 0; row < rows.count(); row++) {
            json.separate(row);
            int cell = rows.firstCell(stored, row) + offset;
            if (cells.isSlice(cell)) {
                json.utf8(cells.bytes(), cells.offset(cell), cells.length(cell));
            } else {
                areAllPresent &= object(feature, row, stored.type());
            }
        }
        return areAllPresent;
    }

    private boolean objects(int feature, DataType type) {
        boolean areAllPresent = true;
        for (int row = 0; row < rows.count(); row++) {
            json.separate(row);
            areAllPresent &= object(feature, row, type);
        }
        return areAllPresent;
    }

    private boolean object(int feature, int row, DataType type) {
        Object value = vectors.value(feature, row);
        values.write(value, type);
        return value != null && !values.isNullified(value) && vectors.status(feature, row) == FeatureStatus.PRESENT;
    }
}
