package io.granary.online.store;

import java.time.InstantSource;

final class InMemoryOnlineStoreTest extends OnlineStoreContract {

    private final OnlineStore store = new InMemoryOnlineStore(InstantSource.system());

    @Override
    public OnlineStore store() {
        return store;
    }
}
