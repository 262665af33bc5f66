package io.granary.offline.spark;

/** Counts rows by the position of their view. */
final class ViewCounts extends Counts<Integer> {

    private static final long serialVersionUID = 1;

    ViewCounts(int views) {
        this(new long[views]);
    }

    private ViewCounts(long[] counts) {
        super(counts);
    }

    @Override
    public ViewCounts copy() {
        return new ViewCounts(value().clone());
    }

    @Override
    public void add(Integer view) {
        value()[view]++;
    }
}
