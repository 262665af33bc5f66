package io.granary.core.expression;

import io.granary.core.type.EpochMicros;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the functions of {@link FunctionTable} compute that no library computes for them. */
final class Functions {

    static final double EARTH_RADIUS_MILES = 3958.7613;

    private static final double MICROS_PER_SECOND = 1e6;

    private Functions() {}

    static Object secondsBetween(Object[] arguments) {
        return Math.subtractExact(micros(arguments[1]), micros(arguments[0])) / MICROS_PER_SECOND;
    }

    /** A text of the expression may be finer than a microsecond, a column is not. */
    private static long micros(Object moment) {
        return EpochMicros.of(((Instant) moment).truncatedTo(ChronoUnit.MICROS));
    }

    static Object pow(Object[] arguments) {
        return StrictMath.pow((Double) arguments[0], (Double) arguments[1]);
    }

    /** To the nearest whole number, halves away from zero. */
    static double round(double value) {
        double magnitude = StrictMath.abs(value);
        double whole = StrictMath.floor(magnitude);
        return StrictMath.copySign(magnitude - whole >= 0.5 ? whole + 1 : whole, value);
    }

    static Object haversineMiles(Object[] arguments) {
        return haversineMiles(
                StrictMath.toRadians((Double) arguments[0]),
                StrictMath.toRadians((Double) arguments[1]),
                StrictMath.toRadians((Double) arguments[2]),
                StrictMath.toRadians((Double) arguments[3]));
    }

    private static double haversineMiles(double latitude1, double longitude1, double latitude2, double longitude2) {
        double northward = StrictMath.sin((latitude2 - latitude1) / 2);
        double eastward = StrictMath.sin((longitude2 - longitude1) / 2);
        double haversine =
                northward * northward + StrictMath.cos(latitude1) * StrictMath.cos(latitude2) * eastward * eastward;
        return 2 * EARTH_RADIUS_MILES * StrictMath.asin(StrictMath.min(1, StrictMath.sqrt(haversine)));
    }
}
