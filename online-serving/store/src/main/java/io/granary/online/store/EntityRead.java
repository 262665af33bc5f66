package io.granary.online.store;

/**
 * The fields wanted of one entity key.
 *
 * @param key as {@link io.granary.core.key.EntityKeyCodec} encodes it
 * @param fields UTF-8 names as {@link io.granary.core.definition.ViewState#field} gives them; shared between reads
 */
public record EntityRead(byte[] key, byte[][] fields) {}
