package io.granary.online.serving;

import io.granary.online.serving.json.JsonBuffer;
import java.util.Collection;
import java.util.List;

/** The versions that an answer tells, as Feast's {@code feature_view_metadata}: none, unless the request wants them. */
final class ViewVersions {

    /** Of the list, in every format. */
    static final String NAME = "feature_view_metadata";

    private final List<ViewVersion> all;
    private final byte[] list;
    private final byte[] member;

    ViewVersions(Collection<ViewVersion> all) {
        this.all = List.copyOf(all);
        this.list = list();
        this.member = this.all.isEmpty() ? new byte[0] : member();
    }

    private byte[] list() {
        JsonBuffer json = new JsonBuffer(0);
        json.letter('[');
        for (int i = 0; i < all.size(); i++) {
            json.separate(i);
            write(all.get(i), json);
        }
        json.letter(']');
        return json.toBytes();
    }

    private static void write(ViewVersion version, JsonBuffer json) {
        json.letter('{');
        json.string("name");
        json.letter(':');
        json.string(version.name());
        json.letter(',');
        json.string("version");
        json.letter(':');
        json.int64(version.version());
        json.letter('}');
    }

    private byte[] member() {
        JsonBuffer json = new JsonBuffer(0);
        json.letter(',');
        json.string(NAME);
        json.letter(':');
        json.raw(list);
        return json.toBytes();
    }

    List<ViewVersion> all() {
        return all;
    }

    /** As a list in JSON. */
    byte[] json() {
        return list;
    }

    /** As what follows other members of an object in JSON, its comma first; empty when there are none. */
    byte[] jsonMember() {
        return member;
    }
}
