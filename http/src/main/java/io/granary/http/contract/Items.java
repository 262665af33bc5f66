package io.granary.http.contract;

/** Rules of lists. */
final class Items {

    private Items() {}

    static Schema each(Schema schema) {
        return (value, place) -> {
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                schema.check(value.get(i), place.item(i));
            }
        };
    }

    static Schema atLeast(int size) {
        return (value, place) -> {
            if (value.isArray() && value.size() < size) {
                place.refuse(value.size() + " items", "at least " + size);
            }
        };
    }

    static Schema atMost(int size) {
        return (value, place) -> {
            if (value.isArray() && value.size() > size) {
                place.refuse(value.size() + " items", "at most " + size);
            }
        };
    }
}
