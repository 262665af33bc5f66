package io.granary.registry.server.store;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What tells the registry of one database from that of another. */
final class Identity {

    private Identity() {}

    /** The identity that the database has, made when it has none; a database that cannot be written to may have one. */
    static String load(RegistryDatabase database) {
        List<String> known = database.read(Identity::find);
        return known.isEmpty() ? database.write(Identity::make) : known.get(0);
    }

    private static List<String> find(Handle handle) {
        return handle.createQuery("select identity from registry")
                .mapTo(String.class)
                .list();
    }

    private static String make(Handle handle) {
        handle.createUpdate("insert into registry (id, identity) values (1, :identity) on conflict do nothing")
                .bind("identity", UUID.randomUUID().toString())
                .execute();
        return find(handle).get(0);
    }
}
