package dev.nervure.network.torch.operators;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All operators that can be evaluated, by name. Looking one up touches no native code. */
public final class OperatorRegistry {

  private static final SortedMap<String, OperatorDefinition> DEFINITIONS = collect();

  private OperatorRegistry() {}

  /**
   * The definition of an operator, or null where it is not supported.
   *
   * @param domain empty for ONNX's own; operators of others stand here with their domain in front
   */
  public static @Nullable OperatorDefinition find(String domain, String operator) {
    return DEFINITIONS.get(domain.isEmpty() ? operator : domain + "." + operator);
  }

  /** Every definition, in alphabetical order. */
  public static Collection<OperatorDefinition> all() {
    return Collections.unmodifiableCollection(DEFINITIONS.values());
  }

  private static SortedMap<String, OperatorDefinition> collect() {
    SortedMap<String, OperatorDefinition> all = new TreeMap<>();
    List<OperatorFamily> families =
        List.of(
            ActivationOperators.family(),
            ArithmeticOperators.family(),
            ComparisonOperators.family(),
            LinearOperators.family(),
            ConvolutionOperators.family(),
            PoolingOperators.family(),
            NormalizationOperators.family(),
            ReductionOperators.family(),
            ShapeOperators.family(),
            SelectionOperators.family(),
            ScatterOperators.family(),
            PaddingOperators.family(),
            ResizeOperators.family(),
            RecurrentOperators.family(),
            AttentionOperators.family(),
            SamplingOperators.family(),
            SpectralOperators.family(),
            LossOperators.family(),
            BitwiseOperators.family(),
            QuantizationOperators.family(),
            DetectionOperators.family(),
            RuntimeOperators.family());
    for (OperatorFamily family : families) {
      for (OperatorDefinition definition : family.definitions()) {
        all.put(definition.name(), definition);
      }
    }
    return all;
  }
}
