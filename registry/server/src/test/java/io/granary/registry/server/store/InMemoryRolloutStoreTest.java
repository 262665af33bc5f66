package io.granary.registry.server.store;

final class InMemoryRolloutStoreTest extends RolloutStoreContract {

    private final InMemoryRevisionStore store = new InMemoryRevisionStore();

    @Override
    protected Stores open() {
        return new Stores(store, store);
    }
}
