package dev.nervure.network.torch.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the definitions of one family. */
final class OperatorFamily {

  private final String name;
  private final List<OperatorDefinition> definitions = new ArrayList<>();

  OperatorFamily(String name) {
    this.name = name;
  }

  /** An operator with one output. */
  OperatorFamily single(
      String operator, Linearity linearity, Function<NodeContext, Kernel.Single> kernel) {
    return single(operator, linearity, "", kernel);
  }

  /** An operator with one output, of which a part is not supported. */
  OperatorFamily single(
      String operator,
      Linearity linearity,
      String limits,
      Function<NodeContext, Kernel.Single> kernel) {
    return several(operator, linearity, limits, kernel::apply);
  }

  /** An operator with one output through which no derivative passes. */
  OperatorFamily constant(String operator, Function<NodeContext, Kernel.Single> kernel) {
    definitions.add(
        new OperatorDefinition(
            operator, name, false, Linearity.NONE, "", kernel::apply, null, null));
    return this;
  }

  /** An operator with several outputs. */
  OperatorFamily several(
      String operator, Linearity linearity, String limits, Function<NodeContext, Kernel> kernel) {
    definitions.add(
        new OperatorDefinition(operator, name, true, linearity, limits, kernel, null, null));
    return this;
  }

  /** Gives the operator defined last a derivative for many rows at once. */
  OperatorFamily pulling(Function<NodeContext, Pullback> pullback) {
    return redefine(pullback, last().pushforward());
  }

  /** The same for one whose first input alone depends on the point and that has no attributes. */
  OperatorFamily pullingFirst(Pullback.OfFirst pullback) {
    return pulling(context -> pullback);
  }

  /** The same for one whose inputs are broadcast against each other. */
  OperatorFamily pullingAll(Pullback.OfBroadcast pullback) {
    return pulling(context -> pullback);
  }

  /** Gives the operator defined last a derivative for many tangents at once. */
  OperatorFamily pushing(Function<NodeContext, Pushforward> pushforward) {
    return redefine(last().pullback(), pushforward);
  }

  /**
   * The same for one whose kernel is linear in some inputs together and has no constant part.
   *
   * @param inputs their indices; none means all inputs
   */
  OperatorFamily linear(int... inputs) {
    Function<NodeContext, Kernel> kernel = last().kernel();
    return pushing(context -> new LinearPushforward(kernel.apply(context), inputs, false));
  }

  /** The same for one that is linear in an input and an optional one, such as a bias, together. */
  OperatorFamily affine(int data, int bias) {
    Function<NodeContext, Kernel> kernel = last().kernel();
    int[] inputs = {data, bias};
    return pushing(context -> new LinearPushforward(kernel.apply(context), inputs, true));
  }

  /** The same for one whose kernel is linear in each input. */
  OperatorFamily multilinear() {
    Function<NodeContext, Kernel> kernel = last().kernel();
    return pushing(context -> new MultilinearPushforward(kernel.apply(context)));
  }

  /** Derivatives for rows and tangents in one: the Jacobian is its own transpose. */
  OperatorFamily symmetric(Function<NodeContext, Pullback.OfFirst> derivative) {
    return pulling(derivative::apply)
        .pushing(
            context -> {
              Pullback.OfFirst pullback = derivative.apply(context);
              return (Pushforward.OfFirst) pullback::pullFirst;
            });
  }

  /** The same for a function of the first input, element by element. */
  OperatorFamily elementwise() {
    Function<NodeContext, Kernel> kernel = last().kernel();
    return symmetric(context -> new ElementwiseDerivative(kernel.apply(context)));
  }

  private OperatorDefinition last() {
    return definitions.get(definitions.size() - 1);
  }

  private OperatorFamily redefine(
      @Nullable Function<NodeContext, Pullback> pullback,
      @Nullable Function<NodeContext, Pushforward> pushforward) {
    OperatorDefinition last = definitions.remove(definitions.size() - 1);
    definitions.add(
        new OperatorDefinition(
            last.name(),
            last.family(),
            last.differentiable(),
            last.linearity(),
            last.limits(),
            last.kernel(),
            pullback,
            pushforward));
    return this;
  }

  List<OperatorDefinition> definitions() {
    return definitions;
  }
}
