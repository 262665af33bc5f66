package io.granary.online.store;

import io.lettuce.core.cluster.SlotHash;

/** For each slot of a cluster a text that hashes to it, to be used as a key's hash tag. */
final class SlotTag {

    private static final String[] TAGS = find();

    private SlotTag() {}

    static String of(int slot) {
        return TAGS[slot];
    }

    private static String[] find() {
        String[] tags = new String[SlotHash.SLOT_COUNT];
        int found = 0;
        for (int i = 0; found < tags.length; i++) {
            String tag = Integer.toString(i, Character.MAX_RADIX);
            int slot = SlotHash.getSlot(tag);
            if (tags[slot] == null) {
                tags[slot] = tag;
                found++;
            }
        }
        return tags;
    }
}
