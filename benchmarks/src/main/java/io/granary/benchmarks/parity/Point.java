package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.FlightEvent;

/** An entity of each view and a moment at which all their features are asked for. */
record Point(String origin, String destination, long timeMicros) {

    /** How views name the entity. */
    String entity(String view) {
        return view.equals(Views.AIRPORT) ? origin : origin + ">" + destination;
    }

    static String entityOf(String view, FlightEvent event) {
        return view.equals(Views.AIRPORT) ? event.origin() : event.route();
    }
}
