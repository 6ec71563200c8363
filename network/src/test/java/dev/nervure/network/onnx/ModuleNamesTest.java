package dev.nervure.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import org.junit.jupiter.api.Test;

class ModuleNamesTest {

  private static NodeProto node(String... keysAndValues) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType("Relu");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      node.addMetadataProps(
          StringStringEntryProto.newBuilder()
              .setKey(keysAndValues[i])
              .setValue(keysAndValues[i + 1]));
    }
    return node.build();
  }

  @Test
  void theModuleComesBeforeTheOperation() {
    NodeProto node =
        node(
            "namespace",
            ": Net/layer1: Sequential",
            "pkg.torch.onnx.name_scopes",
            "['', 'layer1', 'layer1.0', 'relu_3']");
    assertThat(ModuleNames.of(node)).isEqualTo("layer1.0");
    assertThat(ModuleNames.of(node("pkg.torch.onnx.name_scopes", "['', 'add']"))).isEmpty();
  }

  @Test
  void whatIsNotThereOrBrokenNamesNone() {
    assertThat(ModuleNames.of(NodeProto.getDefaultInstance())).isEmpty();
    assertThat(ModuleNames.of(node("pkg.torch.onnx.name_scopes", "no list"))).isEmpty();
  }
}
