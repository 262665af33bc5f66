package io.granary.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads the files of the documentation from the class path: our own, else those of Swagger UI's WebJar. Blocking. */
final class DocumentationFiles {

    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private DocumentationFiles() {}

    static Buffer read(String name) {
        String own = "docs/" + name;
        boolean isOwn = DocumentationFiles.class.getResource(own) != null;
        return Buffer.buffer(bytes(isOwn ? own : "/META-INF/resources/webjars/swagger-ui/" + version() + "/" + name));
    }

    private static String version() {
        try (InputStream in = open(WEBJAR)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = DocumentationFiles.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("Cannot read " + resource + ": it is not on the class path");
        }
        return in;
    }
}
