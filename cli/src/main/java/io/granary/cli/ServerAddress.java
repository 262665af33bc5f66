package io.granary.cli;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a registry or a serving process, which is where requests can be sent. */
final class ServerAddress implements ITypeConverter<URI> {

    @Override
    public URI convert(String value) {
        try {
            URI address = URI.create(value);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw refused(value);
        }
        throw refused(value);
    }

    private static TypeConversionException refused(String value) {
        return new TypeConversionException("'" + value + "' (expected: http://HOST:PORT)");
    }
}
