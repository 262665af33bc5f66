package io.granary.registry.server.store;

final class InMemoryRevisionStoreTest extends RevisionStoreContract {

    private final RevisionStore store = new InMemoryRevisionStore();

    @Override
    public RevisionStore open() {
        return store;
    }
}
