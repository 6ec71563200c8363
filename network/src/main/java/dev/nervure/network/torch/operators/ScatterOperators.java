package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Writing values at indices. Where an index occurs twice without a reduction, which value stays is
 * not defined (as in ONNX).
 */
final class ScatterOperators {

  private ScatterOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("scatter")
        .single("ScatterElements", Linearity.NONE, ScatterOperators::elements)
        .single("Scatter", Linearity.NONE, ScatterOperators::elements)
        .single("ScatterND", Linearity.NONE, ScatterOperators::points);
  }

  private static Kernel.Single elements(NodeContext context) {
    long axis = context.integer("axis", 0);
    String reduction = reduction(context);
    return in -> {
      if (!Arrays.equals(in.shape(1), in.shape(2))) {
        throw new IllegalArgumentException("there must be as many updates as indices");
      }
      int along = Inputs.axis(axis, in.rank(0));
      Tensor index = SelectionOperators.wrapped(in.get(1), in.shape(0)[along]);
      return scatter(in.get(0), along, index, in.get(2), reduction);
    };
  }

  private static Kernel.Single points(NodeContext context) {
    String reduction = reduction(context);
    return in -> {
      long[] shape = in.shape(0);
      long[] index = in.shape(1);
      int depth = (int) index[index.length - 1];
      Tensor rows = SelectionOperators.flatRows(in.get(1), shape, depth);
      long width = 1;
      for (int i = depth; i < shape.length; i++) {
        width *= shape[i];
      }
      long height = 1;
      for (int i = 0; i < depth; i++) {
        height *= shape[i];
      }
      Tensor matrix = in.get(0).reshape(height, width);
      Tensor index2 = rows.unsqueeze(1).expand(rows.numel(), width);
      Tensor updates = in.get(2).reshape(rows.numel(), width);
      return scatter(matrix, 0, index2, updates, reduction).reshape(shape);
    };
  }

  private static Tensor scatter(
      Tensor x, long axis, Tensor index, Tensor updates, String reduction) {
    return switch (reduction) {
      case "none" -> x.scatter(axis, index, updates);
      case "add" -> x.scatter_add(axis, index, updates);
      case "mul" -> torch.scatter_reduce(x, axis, index, updates, "prod");
      case "max" -> torch.scatter_reduce(x, axis, index, updates, "amax");
      default -> torch.scatter_reduce(x, axis, index, updates, "amin");
    };
  }

  private static String reduction(NodeContext context) {
    String reduction = context.text("reduction", "none");
    context.require(
        Arrays.asList("none", "add", "mul", "max", "min").contains(reduction),
        "reduction " + reduction + " is not supported");
    return reduction;
  }
}
