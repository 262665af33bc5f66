package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.io.ByteArrayOutputStream;

/**
 * What is sent first on a connection: protocol, user and password, the client's name, the database.
 *
 * @param commands how many it is
 * @param bytes as they go over the wire; they hold the password
 */
record Greeting(int commands, byte[] bytes) {

    private static final String PROTOCOL = "3";
    private static final String CLIENT = "granary";
    private static final String DEFAULT_USER = "default";

    /** @param isOfReplicas whether replicas of a cluster are to answer reads */
    static Greeting of(RedisURI uri, boolean isOfReplicas) {
        Greeting greeting = of(uri);
        return isOfReplicas ? greeting.and("READONLY") : greeting;
    }

    /** And asks to be told of changes to what is read from now on. */
    Greeting tracking() {
        return and("CLIENT", "TRACKING", "ON");
    }

    private Greeting and(String... words) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(bytes);
        write(wire, words);
        return new Greeting(commands + 1, wire.toByteArray());
    }

    private static Greeting of(RedisURI uri) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        RedisCredentials credentials =
                uri.getCredentialsProvider().resolveCredentials().block();
        if (credentials == null || !credentials.hasPassword()) {
            write(wire, "HELLO", PROTOCOL, "SETNAME", CLIENT);
        } else {
            String user = credentials.hasUsername() ? credentials.getUsername() : DEFAULT_USER;
            String password = new String(credentials.getPassword());
            write(wire, "HELLO", PROTOCOL, "AUTH", user, password, "SETNAME", CLIENT);
        }
        if (uri.getDatabase() != 0) {
            write(wire, "SELECT", Integer.toString(uri.getDatabase()));
        }
        return new Greeting(uri.getDatabase() == 0 ? 1 : 2, wire.toByteArray());
    }

    private static void write(ByteArrayOutputStream wire, String... words) {
        wire.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
        for (String word : words) {
            byte[] bytes = word.getBytes(UTF_8);
            wire.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
            wire.writeBytes(bytes);
            wire.writeBytes("\r\n".getBytes(UTF_8));
        }
    }

    @Override
    public String toString() {
        return "Greeting[" + commands + " commands]";
    }
}
