package io.granary.offline.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a training set makes of its entity frame besides features.
 *
 * @param sample the rows that are taken; null: all
 * @param split the parts that they go to; null: there is one
 * @param label what is to be predicted, joined from a view; null: nothing
 */
public record SetShape(
        @Nullable FrameSample sample,
        @Nullable SetSplit split,
        @Nullable LabelJoin label) {

    /** All rows in one part, with no label. */
    public static final SetShape PLAIN = new SetShape(null, null, null);

    public SetShape with(FrameSample asked) {
        return new SetShape(asked, split, label);
    }

    public SetShape with(SetSplit asked) {
        return new SetShape(sample, asked, label);
    }

    public SetShape with(LabelJoin asked) {
        return new SetShape(sample, split, asked);
    }
}
