package io.granary.cli.demo;

/** What the example knows of an airport; latitude and longitude in degrees. */
record Airport(String city, String state, double latitude, double longitude) {}
