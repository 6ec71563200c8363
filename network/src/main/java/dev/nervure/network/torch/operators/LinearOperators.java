package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Matrix products. */
final class LinearOperators {

  private LinearOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("linear algebra")
        .single("Gemm", LinearOperators::gemm)
        .single("MatMul", context -> in -> torch.matmul(in.get(0), in.get(1)))
        .single("Einsum", LinearOperators::einsum);
  }

  private static Kernel.Single gemm(NodeContext context) {
    boolean transposeLeft = context.flag("transA");
    boolean transposeRight = context.flag("transB");
    double alpha = context.real("alpha", 1);
    double beta = context.real("beta", 1);
    boolean plain = alpha == 1 && beta == 1;
    return in -> {
      Tensor left = transposeLeft ? in.get(0).t() : in.get(0);
      Tensor right = transposeRight ? in.get(1).t() : in.get(1);
      if (!in.has(2)) {
        Tensor product = torch.matmul(left, right);
        return alpha == 1 ? product : product.mul(new Scalar(alpha));
      }
      if (plain) {
        return torch.addmm(in.get(2), left, right);
      }
      return torch.addmm(in.get(2), left, right, new Scalar(beta), new Scalar(alpha));
    };
  }

  private static Kernel.Single einsum(NodeContext context) {
    String equation = context.text("equation", "").replace(" ", "");
    context.require(!equation.isEmpty(), "it has no equation");
    return in -> {
      Tensor[] operands = new Tensor[in.count()];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = in.get(i);
      }
      return torch.einsum(equation, new TensorVector(operands));
    };
  }
}
