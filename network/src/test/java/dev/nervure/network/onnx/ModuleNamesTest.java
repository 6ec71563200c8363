package dev.nervure.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;

class ModuleNamesTest {

  private static NodeProto node(ByteString... metadata) {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    for (ByteString entry : metadata) {
      field.addLengthDelimited(entry);
    }
    return NodeProto.newBuilder()
        .setOpType("Relu")
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(9, field.build()).build())
        .build();
  }

  private static ByteString entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build().toByteString();
  }

  @Test
  void theModuleComesBeforeTheOperation() {
    NodeProto node =
        node(
            entry("namespace", ": Net/layer1: Sequential"),
            entry("pkg.torch.onnx.name_scopes", "['', 'layer1', 'layer1.0', 'relu_3']"));
    assertThat(ModuleNames.of(node)).isEqualTo("layer1.0");
    assertThat(ModuleNames.of(node(entry("pkg.torch.onnx.name_scopes", "['', 'add']")))).isEmpty();
  }

  @Test
  void whatIsNotThereOrBrokenNamesNone() {
    assertThat(ModuleNames.of(NodeProto.getDefaultInstance())).isEmpty();
    assertThat(ModuleNames.of(node(ByteString.copyFromUtf8("\u0001\u0002broken")))).isEmpty();
    assertThat(ModuleNames.of(node(entry("pkg.torch.onnx.name_scopes", "no list")))).isEmpty();
  }
}
