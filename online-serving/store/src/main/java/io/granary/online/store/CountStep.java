package io.granary.online.store;

import org.jspecify.annotations.Nullable;

/**
 * What one step of counting found.
 *
 * @param next where the next step goes on; null after the last
 * @param keys entity keys of the project
 * @param fields rows and window states that are stored for them
 */
public record CountStep(@Nullable String next, int keys, long fields) {}
