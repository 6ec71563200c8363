package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Matrix products. */
final class LinearOperators {

  private LinearOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("linear algebra")
        .single("Gemm", Linearity.BIASED, LinearOperators::gemm)
        .pulling(LinearOperators::gemmPullback)
        .affine(0, 2)
        .single("MatMul", Linearity.EACH, context -> in -> torch.matmul(in.get(0), in.get(1)))
        .pulling(context -> LinearOperators::productPullback)
        .multilinear()
        .single("Einsum", Linearity.EACH, LinearOperators::einsum)
        .multilinear()
        .single("Det", Linearity.NONE, context -> in -> torch.linalg_det(in.get(0)));
  }

  private static Kernel.Single gemm(NodeContext context) {
    boolean transposeLeft = context.flag("transA");
    boolean transposeRight = context.flag("transB");
    double alpha = context.real("alpha", 1);
    double beta = context.real("beta", 1);
    boolean plain = alpha == 1 && beta == 1;
    return in -> {
      if (in.rank(0) != 2 || in.rank(1) != 2) {
        throw new IllegalArgumentException("both factors must be matrices");
      }
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

  private static Pullback.OfFirst gemmPullback(NodeContext context) {
    boolean transposeLeft = context.flag("transA");
    boolean transposeRight = context.flag("transB");
    double alpha = context.real("alpha", 1);
    return (in, output, rows) -> {
      if (transposeLeft) {
        return null;
      }
      Tensor right = transposeRight ? in.get(1) : in.get(1).t();
      Tensor product = torch.matmul(rows, right);
      return alpha == 1 ? product : product.mul(new Scalar(alpha));
    };
  }

  /**
   * x W for a matrix W, or products of as many matrices on both sides, as in attention; others are
   * left to libtorch.
   */
  private static @Nullable Tensor @Nullable [] productPullback(
      Inputs in, Tensor output, Tensor rows, boolean[] active) {
    Tensor left = in.get(0);
    Tensor right = in.get(1);
    int rank = in.rank(0);
    boolean byMatrix = rank >= 2 && in.rank(1) == 2 && !active[1];
    boolean pairs = rank >= 3 && in.rank(1) == rank;
    for (int i = 0; pairs && i < rank - 2; i++) {
      pairs = left.size(i) == right.size(i);
    }
    if (!byMatrix && !pairs) {
      return null;
    }
    @Nullable Tensor[] result = new Tensor[2];
    if (active[0]) {
      result[0] = torch.matmul(rows, right.transpose(-2, -1));
    }
    if (active[1]) {
      result[1] = torch.matmul(left.transpose(-2, -1), rows);
    }
    return result;
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
