package io.granary.online.serving.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** Writes a table as a stream of Arrow IPC: its schema, one record batch, the end. */
public final class ArrowStream {

    /** The media type of such a stream. */
    public static final String MEDIA_TYPE = "application/vnd.apache.arrow.stream";

    private static final int CONTINUATION = -1;
    private static final int PREFIX = 8;
    private static final int ALIGNMENT = 8;

    private ArrowStream() {}

    /** @param metadata of the schema: its own names and values */
    public static byte[] write(List<ArrowColumn> columns, int rows, Map<String, String> metadata) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        FlatBufferBuilder schema = new FlatBufferBuilder();
        message(schema, MessageHeader.Schema, ArrowSchema.write(columns, metadata, schema), 0, stream);
        ArrowBody body = new ArrowBody();
        columns.forEach(body::add);
        byte[] bytes = body.bytes();
        FlatBufferBuilder batch = new FlatBufferBuilder();
        message(batch, MessageHeader.RecordBatch, batch(body, rows, batch), bytes.length, stream);
        stream.writeBytes(bytes);
        stream.writeBytes(prefix(0));
        return stream.toByteArray();
    }

    private static int batch(ArrowBody body, int rows, FlatBufferBuilder builder) {
        List<ArrowBody.Buffer> buffers = body.buffers();
        RecordBatch.startBuffersVector(builder, buffers.size());
        for (int i = buffers.size() - 1; i >= 0; i--) {
            Buffer.createBuffer(builder, buffers.get(i).offset(), buffers.get(i).length());
        }
        int buffersVector = builder.endVector();
        List<ArrowBody.Node> nodes = body.nodes();
        RecordBatch.startNodesVector(builder, nodes.size());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(
                    builder, nodes.get(i).length(), nodes.get(i).nulls());
        }
        int nodesVector = builder.endVector();
        return RecordBatch.createRecordBatch(builder, rows, nodesVector, buffersVector, 0, 0);
    }

    private static void message(
            FlatBufferBuilder builder, byte type, int header, long bodyLength, ByteArrayOutputStream stream) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, type, header, bodyLength, 0));
        byte[] metadata = builder.sizedByteArray();
        int padded = padded(metadata.length);
        stream.writeBytes(prefix(padded));
        stream.writeBytes(metadata);
        stream.writeBytes(new byte[padded - metadata.length]);
    }

    private static byte[] prefix(int metadataLength) {
        return ByteBuffer.allocate(PREFIX)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .putInt(metadataLength)
                .array();
    }

    static int padded(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
