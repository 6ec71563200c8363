package dev.nervure.network.torch.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects the definitions of one family. */
final class OperatorFamily {

  private final String name;
  private final List<OperatorDefinition> definitions = new ArrayList<>();

  OperatorFamily(String name) {
    this.name = name;
  }

  /** An operator with one output. */
  OperatorFamily single(String operator, Function<NodeContext, Kernel.Single> kernel) {
    return single(operator, "", kernel);
  }

  /** An operator with one output, of which a part is not supported. */
  OperatorFamily single(
      String operator, String limits, Function<NodeContext, Kernel.Single> kernel) {
    definitions.add(new OperatorDefinition(operator, name, true, limits, kernel::apply, null));
    return this;
  }

  /** An operator with one output through which no derivative passes. */
  OperatorFamily constant(String operator, Function<NodeContext, Kernel.Single> kernel) {
    definitions.add(new OperatorDefinition(operator, name, false, "", kernel::apply, null));
    return this;
  }

  /** An operator with several outputs. */
  OperatorFamily several(String operator, String limits, Function<NodeContext, Kernel> kernel) {
    definitions.add(new OperatorDefinition(operator, name, true, limits, kernel, null));
    return this;
  }

  /** Gives the operator defined last a derivative for many rows at once. */
  OperatorFamily pulling(Function<NodeContext, Pullback> pullback) {
    OperatorDefinition last = definitions.remove(definitions.size() - 1);
    definitions.add(
        new OperatorDefinition(
            last.name(),
            last.family(),
            last.differentiable(),
            last.limits(),
            last.kernel(),
            pullback));
    return this;
  }

  /** The same for one whose first input alone depends on the point and that has no attributes. */
  OperatorFamily pullingFirst(Pullback.OfFirst pullback) {
    return pulling(context -> pullback);
  }

  /** The same for one whose inputs are broadcast against each other. */
  OperatorFamily pullingAll(Pullback.OfBroadcast pullback) {
    return pulling(context -> pullback);
  }

  /** The same for a function of the first input, element by element. */
  OperatorFamily pullingElementwise() {
    Function<NodeContext, Kernel> kernel = definitions.get(definitions.size() - 1).kernel();
    return pulling(context -> new ElementwisePullback(kernel.apply(context)));
  }

  List<OperatorDefinition> definitions() {
    return definitions;
  }
}
