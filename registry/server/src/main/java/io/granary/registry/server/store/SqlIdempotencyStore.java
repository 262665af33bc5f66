package io.granary.registry.server.store;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Keys in a SQL database; the primary key decides who claims one. */
final class SqlIdempotencyStore implements IdempotencyStore {

    private final RegistryDatabase database;

    SqlIdempotencyStore(RegistryDatabase database) {
        this.database = database;
    }

    @Override
    public @Nullable IdempotentRequest claim(String key, String fingerprint, Instant now) {
        Holder holder = null;
        while (holder == null) {
            holder = database.<@Nullable Holder>write(handle -> tryClaim(handle, key, fingerprint, now));
        }
        return holder.request();
    }

    /** Null when the key was there and is gone again. */
    private static @Nullable Holder tryClaim(Handle handle, String key, String fingerprint, Instant now) {
        forgetOld(handle, now);
        return insert(handle, key, fingerprint, now) == 1 ? Holder.CALLER : find(handle, key);
    }

    @Override
    public void complete(String key, KeptAnswer answer) {
        database.write(handle -> handle.createUpdate(
                        "update idempotent_request set status = :status, tag = :tag, body = :body where key = :key")
                .bind("key", key)
                .bind("status", answer.status())
                .bind("tag", answer.tag())
                .bind("body", answer.body())
                .execute());
    }

    @Override
    public void release(String key) {
        database.write(
                handle -> handle.createUpdate("delete from idempotent_request where key = :key and status is null")
                        .bind("key", key)
                        .execute());
    }

    /** Who has a key; null: the caller. */
    private record Holder(@Nullable IdempotentRequest request) {

        static final Holder CALLER = new Holder(null);
    }

    private static void forgetOld(Handle handle, Instant now) {
        handle.createUpdate("delete from idempotent_request"
                        + " where claimed_at <= :expired or (status is null and claimed_at <= :abandoned)")
                .bind("expired", now.minus(KEPT).toEpochMilli())
                .bind("abandoned", now.minus(ABANDONED).toEpochMilli())
                .execute();
    }

    private static int insert(Handle handle, String key, String fingerprint, Instant now) {
        return handle.createUpdate("insert into idempotent_request (key, fingerprint, claimed_at)"
                        + " values (:key, :fingerprint, :claimedAt) on conflict do nothing")
                .bind("key", key)
                .bind("fingerprint", fingerprint)
                .bind("claimedAt", now.toEpochMilli())
                .execute();
    }

    private static @Nullable Holder find(Handle handle, String key) {
        return handle.createQuery("select fingerprint, status, tag, body from idempotent_request where key = :key")
                .bind("key", key)
                .map(SqlIdempotencyStore::holder)
                .findOne()
                .orElse(null);
    }

    private static Holder holder(ResultSet row, StatementContext context) throws SQLException {
        int status = row.getInt("status");
        KeptAnswer answer = row.wasNull() ? null : new KeptAnswer(status, text(row, "tag"), text(row, "body"));
        return new Holder(new IdempotentRequest(text(row, "fingerprint"), answer));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return requireNonNull(row.getString(column), column);
    }
}
