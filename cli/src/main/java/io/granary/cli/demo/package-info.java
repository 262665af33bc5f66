/**
 * The demonstration: the example repository on embedded servers with real flights, checked against a plain evaluation
 * that shares no code with the rest.
 */
@NullMarked
package io.granary.cli.demo;

import org.jspecify.annotations.NullMarked;
