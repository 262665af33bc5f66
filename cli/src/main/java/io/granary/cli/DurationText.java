package io.granary.cli;

import io.granary.registry.client.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads a duration option as definition files write it, such as {@code 15m}. */
final class DurationText implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return Durations.parse(text);
    }
}
