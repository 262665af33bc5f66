package io.granary.online.serving;

import static io.granary.online.serving.protobuf.ProtobufBuffer.LENGTH_DELIMITED;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.online.serving.protobuf.GivenValue;
import io.granary.protocol.feast.GetOnlineFeaturesRequest;
import io.granary.protocol.feast.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Feast's {@code GetOnlineFeaturesRequest} from the wire, within the limits, and refuses a column that comes twice,
 * which a generated reader would settle in silence. Used once.
 */
final class ProtobufRequestReader {

    private static final int SERVICE = GetOnlineFeaturesRequest.FEATURE_SERVICE_FIELD_NUMBER << 3 | LENGTH_DELIMITED;
    private static final int FEATURES = GetOnlineFeaturesRequest.FEATURES_FIELD_NUMBER << 3 | LENGTH_DELIMITED;
    private static final int ENTITIES = GetOnlineFeaturesRequest.ENTITIES_FIELD_NUMBER << 3 | LENGTH_DELIMITED;
    private static final int REQUEST_CONTEXT =
            GetOnlineFeaturesRequest.REQUEST_CONTEXT_FIELD_NUMBER << 3 | LENGTH_DELIMITED;
    private static final int FULL_NAMES = GetOnlineFeaturesRequest.FULL_FEATURE_NAMES_FIELD_NUMBER << 3;
    private static final int VERSION_METADATA =
            GetOnlineFeaturesRequest.INCLUDE_FEATURE_VIEW_VERSION_METADATA_FIELD_NUMBER << 3;
    private static final int KEY = 1 << 3 | LENGTH_DELIMITED;
    private static final int ENTRY_VALUE = 2 << 3 | LENGTH_DELIMITED;
    private static final int ELEMENT = 1 << 3 | LENGTH_DELIMITED;

    private final OnlineServingConfig limits;
    private final List<String> features = new ArrayList<>();
    private final Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    private @Nullable String service;
    private FeatureNames names = FeatureNames.BARE;
    private boolean tellsVersions;

    ProtobufRequestReader(OnlineServingConfig limits) {
        this.limits = limits;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming what is wrong */
    FeastRequest read(byte[] message) {
        try {
            read(CodedInputStream.newInstance(message));
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "message: cannot be parsed: " + e.getMessage(), e);
        }
        return new FeastRequest(new FeatureQuery(features, service, names, tellsVersions), EntityColumns.of(columns));
    }

    private void read(CodedInputStream input) throws IOException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            switch (tag) {
                case SERVICE -> service = input.readStringRequireUtf8();
                case FEATURES -> features(input);
                case ENTITIES -> column("entities", input);
                case REQUEST_CONTEXT -> column("request_context", input);
                case FULL_NAMES -> names = input.readBool() ? FeatureNames.FULL : FeatureNames.BARE;
                case VERSION_METADATA -> tellsVersions = input.readBool();
                default -> skip(tag, input);
            }
        }
    }

    /** A field of a newer client. */
    private static void skip(int tag, CodedInputStream input) throws IOException {
        if (!input.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    private void features(CodedInputStream input) throws IOException {
        int outer = input.pushLimit(input.readRawVarint32());
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == ELEMENT) {
                features.add(input.readStringRequireUtf8());
                limits.requireFeatures(features.size());
            } else {
                skip(tag, input);
            }
        }
        input.popLimit(outer);
    }

    private void column(String map, CodedInputStream input) throws IOException {
        String name = "";
        List<@Nullable Object> values = List.of();
        int outer = input.pushLimit(input.readRawVarint32());
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            switch (tag) {
                case KEY -> name = input.readStringRequireUtf8();
                case ENTRY_VALUE -> values = values(name, input);
                default -> skip(tag, input);
            }
        }
        input.popLimit(outer);
        if (columns.put(name, values) != null) {
            throw GranaryException.invalid(map + "." + name, "given before", "each name once");
        }
    }

    private List<@Nullable Object> values(String name, CodedInputStream input) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        int outer = input.pushLimit(input.readRawVarint32());
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == ELEMENT) {
                limits.requireRows(name, values.size() + 1);
                values.add(value(name, input));
            } else {
                skip(tag, input);
            }
        }
        input.popLimit(outer);
        return values;
    }

    private static @Nullable Object value(String name, CodedInputStream input) throws IOException {
        Value value = input.readMessage(Value.parser(), ExtensionRegistryLite.getEmptyRegistry());
        return GivenValue.of(value, "entities." + name);
    }
}
