package io.granary.cli.demo;

/** One flight of the example data; moments in epoch microseconds. */
record Flight(
        long id,
        long departedAt,
        long arrivedAt,
        String origin,
        String destination,
        int distanceMiles,
        int delayMinutes) {

    String route() {
        return origin + ">" + destination;
    }
}
