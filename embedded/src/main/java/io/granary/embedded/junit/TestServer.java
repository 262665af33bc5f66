package io.granary.embedded.junit;

/** A server that lives until the last test of the JVM has run. */
interface TestServer extends AutoCloseable {

    /** What a client connects to. */
    String address();

    @Override
    void close();
}
