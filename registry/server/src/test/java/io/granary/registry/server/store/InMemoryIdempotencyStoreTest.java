package io.granary.registry.server.store;

final class InMemoryIdempotencyStoreTest extends IdempotencyStoreContract {

    @Override
    protected IdempotencyStore open() {
        return new InMemoryIdempotencyStore();
    }
}
