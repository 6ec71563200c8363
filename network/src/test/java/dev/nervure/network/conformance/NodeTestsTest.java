package dev.nervure.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.nervure.network.conformance.NodeTestOutcome.Verdict;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTestsTest {

  /** What docs/networks.md states of the 1,259 tests with tensors of numbers in and out. */
  private static final int RIGHT = 1_200;

  @TempDir Path folder;

  /** ONNX's own tests: none comes out otherwise than by the reference implementation. */
  @Test
  void onnxOwnTestsComeOutRightOrAreRefused() {
    List<NodeTestOutcome> outcomes =
        NodeTests.run(SharedData.path("onnx-node-tests/node-tests.zip"));
    assertThat(outcomes)
        .allMatch(
            outcome -> outcome.verdict() == Verdict.RIGHT || outcome.verdict() == Verdict.REFUSED);
    assertThat(outcomes)
        .filteredOn(o -> o.verdict() == Verdict.REFUSED)
        .allMatch(o -> !o.why().isEmpty());
    assertThat(outcomes).filteredOn(NodeTestOutcome::numbers).hasSize(1_259);
    assertThat(outcomes)
        .filteredOn(outcome -> outcome.numbers() && outcome.verdict() == Verdict.RIGHT)
        .hasSizeGreaterThanOrEqualTo(RIGHT);
  }

  @Test
  void tellsWhatIsRightFromWhatIsNot() throws IOException {
    test("a_right", "Neg", 1, tensor(1, -2, 3), tensor(1, 2, -3));
    test("b_wrong_value", "Neg", 1, tensor(1, -2, 3), tensor(1, 2, -3.5f));
    test("c_within_tolerance", "Neg", 1, tensor(1, -2, 3), tensor(1, 2, -3.001f));
    test(
        "d_wrong_shape",
        "Neg",
        1,
        tensor(1, -2, 3),
        tensor(1, 2, -3).toBuilder().addDims(1).build());
    test("e_wrong_kind", "Neg", 1, tensor(1, -2, 3), integers(2, -3));
    test("f_refused", "NoSuchOperator", 1, tensor(1, -2, 3), tensor(1, 2, -3));
    test("g_error", "Det", 1, tensor(1, -2, 3), tensor(1, 2, -3));
    test("h_half", "Neg", 10, tensor(10, -2, 3), tensor(10, 2, -3));
    test("i_not_a_number", "Sqrt", 1, tensor(1, -2, 4), tensor(1, Float.NaN, 2));
    List<NodeTestOutcome> outcomes = NodeTests.run(folder);
    assertThat(outcomes)
        .extracting(NodeTestOutcome::verdict)
        .containsExactly(
            Verdict.RIGHT,
            Verdict.WRONG,
            Verdict.RIGHT,
            Verdict.WRONG,
            Verdict.WRONG,
            Verdict.REFUSED,
            Verdict.ERROR,
            Verdict.RIGHT,
            Verdict.RIGHT);
    assertThat(outcomes.get(1).why()).contains("output y is -3.0 at 1 but should be -3.5");
    assertThat(outcomes.get(5).refused()).containsExactly("NoSuchOperator");
    assertThat(outcomes).allMatch(NodeTestOutcome::numbers);
  }

  @Test
  void aFolderWithoutTestsIsRefused() {
    assertThatThrownBy(() -> NodeTests.run(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NAME/model.onnx");
  }

  /** Integers keep the width that the file declares where bits leave it or values saturate. */
  @Test
  void widthsOfIntegersCount() throws IOException {
    List<AttributeProto> left = new ArrayList<>();
    left.add(
        AttributeProto.newBuilder()
            .setName("direction")
            .setType(AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8("LEFT"))
            .build());
    TensorProto values = narrow(TensorProto.DataType.UINT8_VALUE, 200, 3);
    TensorProto by = narrow(TensorProto.DataType.UINT8_VALUE, 1, 8);
    TensorProto shifted = narrow(TensorProto.DataType.UINT8_VALUE, 144, 0);
    write("a_shift", "BitShift", left, List.of(values, by), List.of(shifted));
    TensorProto not = narrow(TensorProto.DataType.UINT8_VALUE, 55, 252);
    write("b_not", "BitwiseNot", List.of(), List.of(values), List.of(not));
    TensorProto signed = narrow(TensorProto.DataType.INT8_VALUE, -100, 3);
    write(
        "c_not_signed",
        "BitwiseNot",
        List.of(),
        List.of(signed),
        List.of(narrow(TensorProto.DataType.INT8_VALUE, 99, -4)));
    TensorProto scale = tensor(1, 0.5f).toBuilder().clearDims().build();
    TensorProto zero = narrow(TensorProto.DataType.INT8_VALUE, 1).toBuilder().clearDims().build();
    write(
        "d_saturated",
        "QuantizeLinear",
        List.of(),
        List.of(tensor(1, 100, -0.75f, -70), scale, zero),
        List.of(narrow(TensorProto.DataType.INT8_VALUE, 127, -1, -128)));
    assertThat(NodeTests.run(folder))
        .extracting(NodeTestOutcome::why)
        .containsExactly("", "", "", "");
  }

  private void test(String name, String operator, int type, TensorProto input, TensorProto output)
      throws IOException {
    assertThat(input.getDataType()).isEqualTo(type);
    write(name, operator, List.of(), List.of(input), List.of(output));
  }

  private void write(
      String name,
      String operator,
      List<AttributeProto> attributes,
      List<TensorProto> inputs,
      List<TensorProto> outputs)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve(name).resolve("test_data_set_0"));
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).addAllAttribute(attributes).addOutput("y");
    GraphProto.Builder graph = GraphProto.newBuilder();
    for (int i = 0; i < inputs.size(); i++) {
      node.addInput("x" + i);
      graph.addInput(edge("x" + i, inputs.get(i)));
      Files.write(data.resolve("input_" + i + ".pb"), inputs.get(i).toByteArray());
    }
    graph.addOutput(edge("y", outputs.get(0))).addNode(node);
    Files.write(data.resolve("output_0.pb"), outputs.get(0).toByteArray());
    ModelProto model =
        ModelProto.newBuilder()
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(28))
            .setGraph(graph)
            .build();
    Files.write(folder.resolve(name).resolve("model.onnx"), model.toByteArray());
  }

  private static ValueInfoProto edge(String name, TensorProto like) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(like.getDataType())))
        .build();
  }

  /** Of float32, or of float16 for values that are whole and small. */
  private static TensorProto tensor(int type, float... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type).addDims(values.length);
    for (float value : values) {
      if (type == TensorProto.DataType.FLOAT_VALUE) {
        tensor.addFloatData(value);
      } else {
        int bits = Float.floatToRawIntBits(value);
        int exponent = ((bits >> 23) & 0xff) - 112;
        tensor.addInt32Data((bits >>> 16 & 0x8000) | exponent << 10 | (bits >> 13 & 0x3ff));
      }
    }
    return tensor.build();
  }

  private static TensorProto integers(long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  private static TensorProto narrow(int type, int... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type).addDims(values.length);
    for (int value : values) {
      tensor.addInt32Data(value);
    }
    return tensor.build();
  }
}
