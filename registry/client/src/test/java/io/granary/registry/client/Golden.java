package io.granary.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What the build of commit 3095aa2, the first one that others used, wrote. */
final class Golden {

    private Golden() {}

    static byte[] read(String name) {
        String resource = "/golden/build-3095aa2/" + name;
        try (InputStream in = Golden.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + resource, e);
        }
    }
}
