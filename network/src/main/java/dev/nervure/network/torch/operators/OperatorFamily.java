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
    definitions.add(new OperatorDefinition(operator, name, true, limits, kernel::apply));
    return this;
  }

  /** An operator with one output through which no derivative passes. */
  OperatorFamily constant(String operator, Function<NodeContext, Kernel.Single> kernel) {
    definitions.add(new OperatorDefinition(operator, name, false, "", kernel::apply));
    return this;
  }

  /** An operator with several outputs. */
  OperatorFamily several(String operator, String limits, Function<NodeContext, Kernel> kernel) {
    definitions.add(new OperatorDefinition(operator, name, true, limits, kernel));
    return this;
  }

  List<OperatorDefinition> definitions() {
    return definitions;
  }
}
