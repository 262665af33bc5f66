package io.granary.benchmarks.online;

import com.google.protobuf.InvalidProtocolBufferException;
import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Answer.Sign;
import io.granary.protocol.feast.FieldStatus;
import io.granary.protocol.feast.GetOnlineFeaturesResponse;
import io.granary.protocol.feast.GetOnlineFeaturesResponse.FeatureVector;
import io.granary.protocol.feast.Value;
import java.nio.ByteBuffer;
import java.util.List;

/** Checks answers in Feast's messages against what is right. */
record ProtobufAnswer(FeatureQuestion question) {

    /** Whether the message is compressed, and its length. */
    private static final int PREFIX = 1 + Integer.BYTES;

    /** @throws IllegalStateException naming the first value or status of an answer that is not right */
    void check(byte[] body) throws InvalidProtocolBufferException {
        check(parse(body), List.of(FieldStatus.PRESENT));
    }

    /** Whether all values are right but those that the store did not bring in time, and the trailer says that. */
    boolean isRightButLate(Answer answer) {
        try {
            check(parse(answer.body()), List.of(FieldStatus.PRESENT, FieldStatus.NOT_FOUND));
            return answer.signs().contains(Sign.VALUES_UNAVAILABLE);
        } catch (InvalidProtocolBufferException | IllegalStateException e) {
            return false;
        }
    }

    private static GetOnlineFeaturesResponse parse(byte[] body) throws InvalidProtocolBufferException {
        int length = Math.max(0, body.length - PREFIX);
        return GetOnlineFeaturesResponse.parseFrom(ByteBuffer.wrap(body, body.length - length, length));
    }

    private void check(GetOnlineFeaturesResponse answer, List<FieldStatus> statuses) {
        List<String> names = answer.getMetadata().getFeatureNames().getValList();
        int before = names.indexOf(OnlineProject.JOIN_KEY) + 1;
        question.require(names.size() == question.features() + before, "feature_names", names);
        question.require(answer.getResultsCount() == names.size(), "results", answer.getResultsCount());
        for (int feature = 0; feature < question.features(); feature++) {
            String name = names.get(feature + before);
            question.require(name.equals(OnlineProject.feature(feature)), "feature_names", name);
            check(feature, answer.getResults(feature + before), statuses);
        }
    }

    private void check(int feature, FeatureVector result, List<FieldStatus> statuses) {
        int rows = question.entities().size();
        question.require(result.getValuesCount() == rows, "values", result.getValuesCount());
        question.require(result.getStatusesCount() == rows, "statuses", result.getStatusesCount());
        for (int row = 0; row < rows; row++) {
            Value value = result.getValues(row);
            FieldStatus status = result.getStatuses(row);
            boolean isRight = value.hasDoubleVal() && value.getDoubleVal() == question.value(row, feature);
            question.require(statuses.contains(status), "status", status);
            question.require(
                    status == FieldStatus.PRESENT ? isRight : isNull(value), OnlineProject.feature(feature), value);
        }
    }

    private static boolean isNull(Value value) {
        return value.hasNullVal() || value.getValCase() == Value.ValCase.VAL_NOT_SET;
    }
}
