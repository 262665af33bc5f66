package io.granary.registry.server.store;

final class InMemoryRevisionStoreTest extends RevisionStoreContract {

    @Override
    protected RevisionStore open() {
        return new InMemoryRevisionStore();
    }
}
