package dev.nervure.network.torch.operators;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Arithmetic, element by element with broadcasting. */
final class ArithmeticOperators {

  private ArithmeticOperators() {}

  static OperatorFamily family() {
    OperatorFamily family =
        new OperatorFamily("arithmetic")
            .single("Add", Linearity.JOINT, context -> in -> in.get(0).add(in.get(1)))
            .pullingAll((in, output, rows, index) -> rows)
            .pushing(context -> ArithmeticOperators::pushSum)
            .single("Sub", Linearity.JOINT, context -> in -> in.get(0).sub(in.get(1)))
            .pullingAll((in, output, rows, index) -> index == 0 ? rows : rows.neg())
            .pushing(context -> ArithmeticOperators::pushDifference)
            .single("Mul", Linearity.EACH, context -> in -> in.get(0).mul(in.get(1)))
            .pullingAll((in, output, rows, index) -> rows.mul(in.get(1 - index)))
            .multilinear()
            .single("Div", Linearity.FIRST, context -> ArithmeticOperators::divide)
            .pullingAll(ArithmeticOperators::quotient)
            .pushing(context -> ArithmeticOperators::pushQuotient)
            .single("Mod", Linearity.NONE, ArithmeticOperators::modulo)
            .single("Pow", Linearity.NONE, ArithmeticOperators::power)
            .elementwise()
            .single("Sum", Linearity.JOINT, context -> in -> fold(in, Tensor::add))
            .linear()
            .single("Mean", Linearity.JOINT, context -> in -> mean(in))
            .linear()
            .single("Min", Linearity.NONE, context -> in -> fold(in, torch::minimum))
            .single("Max", Linearity.NONE, context -> in -> fold(in, torch::maximum));
    unary(family, "Abs", Linearity.NONE, Tensor::abs);
    unary(family, "Neg", Linearity.FIRST, Tensor::neg);
    unary(family, "Reciprocal", Linearity.NONE, Tensor::reciprocal);
    unary(family, "Sqrt", Linearity.NONE, Tensor::sqrt);
    unary(family, "Exp", Linearity.NONE, Tensor::exp);
    unary(family, "Log", Linearity.NONE, Tensor::log);
    unary(family, "Sin", Linearity.NONE, Tensor::sin);
    unary(family, "Cos", Linearity.NONE, Tensor::cos);
    unary(family, "Tan", Linearity.NONE, Tensor::tan);
    unary(family, "Asin", Linearity.NONE, Tensor::asin);
    unary(family, "Acos", Linearity.NONE, Tensor::acos);
    unary(family, "Atan", Linearity.NONE, Tensor::atan);
    unary(family, "Sinh", Linearity.NONE, Tensor::sinh);
    unary(family, "Cosh", Linearity.NONE, Tensor::cosh);
    unary(family, "Asinh", Linearity.NONE, Tensor::asinh);
    unary(family, "Acosh", Linearity.NONE, Tensor::acosh);
    unary(family, "Atanh", Linearity.NONE, Tensor::atanh);
    return family
        .constant("Sign", context -> in -> sign(in.get(0)))
        .constant("Floor", context -> in -> in.get(0).floor())
        .constant("Ceil", context -> in -> in.get(0).ceil())
        .constant("Round", context -> in -> in.get(0).round());
  }

  private static void unary(
      OperatorFamily family, String name, Linearity linearity, UnaryOperator<Tensor> function) {
    family.single(name, linearity, context -> in -> function.apply(in.get(0))).elementwise();
  }

  /** What is not a number has no sign; libtorch gives 0. */
  private static Tensor sign(Tensor x) {
    return torch.where(torch.isnan(x), x, x.sign());
  }

  /** Integers divide towards zero, as in the reference implementation. */
  private static Tensor divide(Inputs in) {
    Tensor a = in.get(0);
    Tensor b = in.get(1);
    if (a.is_floating_point() || b.is_floating_point()) {
      return a.div(b);
    }
    Tensor toZero = a.sub(torch.fmod(a, b));
    return toZero.floor_divide(b);
  }

  /** d(a / b) = da / b - (a / b) db / b. */
  private static Tensor quotient(Inputs in, Tensor output, Tensor rows, int index) {
    Tensor share = rows.div(in.get(1));
    return index == 0 ? share : share.mul(output).neg();
  }

  private static Tensor @Nullable [] pushSum(
      Inputs in, Tensor output, @Nullable Tensor[] tangents) {
    return joined(in, output, tangents, tangents[0], tangents[1]);
  }

  private static Tensor @Nullable [] pushDifference(
      Inputs in, Tensor output, @Nullable Tensor[] tangents) {
    Tensor right = tangents[1];
    return joined(in, output, tangents, tangents[0], right == null ? null : right.neg());
  }

  private static Tensor @Nullable [] pushQuotient(
      Inputs in, Tensor output, @Nullable Tensor[] tangents) {
    Tensor left = tangents[0];
    Tensor right = tangents[1];
    return joined(
        in,
        output,
        tangents,
        left == null ? null : left.div(in.get(1)),
        right == null ? null : right.mul(output).div(in.get(1)).neg());
  }

  /** The sum of the shares of two inputs, of which one may be missing. */
  private static Tensor @Nullable [] joined(
      Inputs in,
      Tensor output,
      @Nullable Tensor[] tangents,
      @Nullable Tensor left,
      @Nullable Tensor right) {
    Tensor sum = left == null ? right : right == null ? left : left.add(right);
    int moving = tangents[0] == null ? 1 : 0;
    Tensor tangent = tangents[moving];
    return sum == null || tangent == null
        ? null
        : new Tensor[] {sum.expand(Pullback.shape(output, in.get(moving), tangent))};
  }

  private static Kernel.Single modulo(NodeContext context) {
    boolean signOfDividend = context.flag("fmod");
    return in ->
        signOfDividend ? torch.fmod(in.get(0), in.get(1)) : torch.remainder(in.get(0), in.get(1));
  }

  private static Kernel.Single power(NodeContext context) {
    Double exponent = context.constantNumber(1);
    if (exponent != null) {
      double value = exponent;
      return in -> {
        Tensor x = in.get(0);
        boolean integers = !x.is_floating_point() && value >= 0 && value == Math.rint(value);
        return torch
            .pow(x, integers ? new Scalar((long) value) : new Scalar(value))
            .to(x.scalar_type());
      };
    }
    return in -> torch.pow(in.get(0), in.get(1)).to(in.get(0).scalar_type());
  }

  private static Tensor fold(Inputs in, BinaryOperator<Tensor> function) {
    Tensor result = new Tensor(in.get(0));
    for (int i = 1; i < in.count(); i++) {
      result = function.apply(result, in.get(i));
    }
    return result;
  }

  private static Tensor mean(Inputs in) {
    return fold(in, Tensor::add).div(new Scalar((double) in.count()));
  }
}
