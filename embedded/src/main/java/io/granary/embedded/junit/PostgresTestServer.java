package io.granary.embedded.junit;

import io.granary.embedded.EmbeddedPostgres;
import java.nio.file.Path;

/**
 * The PostgreSQL that the tests of a JVM share.
 *
 * @param address of the database that is there from the start
 */
record PostgresTestServer(String address, String user, String password, Runnable stop) implements TestServer {

    static PostgresTestServer embedded() {
        Path folder = TestFolder.create("postgres");
        EmbeddedPostgres postgres = EmbeddedPostgres.in(folder).withoutSync().start();
        return new PostgresTestServer(postgres.url("postgres"), postgres.user(), postgres.password(), () -> {
            postgres.close();
            TestFolder.delete(folder);
        });
    }

    String address(String database) {
        return address.replaceFirst("/[^/]*$", "/" + database);
    }

    @Override
    public void close() {
        stop.run();
    }
}
