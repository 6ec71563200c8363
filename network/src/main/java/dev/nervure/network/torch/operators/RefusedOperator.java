package dev.nervure.network.torch.operators;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an operator is refused that will not be supported, in words that fit behind its name.
 *
 * @param reason what it does that a network of numbers cannot
 * @param whatToTry what the user may do about it
 */
public record RefusedOperator(String reason, String whatToTry) {

  private static final RefusedOperator RANDOM =
      new RefusedOperator(
          "draws random numbers, so that the network is no function of its input",
          "export the mean instead of a sample, or the network in evaluation mode");

  private static final RefusedOperator TEXT =
      new RefusedOperator("works on strings", "export the network without its text processing");

  private static final RefusedOperator SEQUENCE =
      new RefusedOperator(
          "works on sequences of tensors", "export a model of tensors, for example by tracing it");

  private static final RefusedOperator OPTIONAL =
      new RefusedOperator(
          "works on values that may be missing",
          "export a model of tensors, for example by tracing it");

  private static final RefusedOperator FILES =
      new RefusedOperator("decodes image files", "export the network behind the decoder");

  private static final RefusedOperator CLASSICAL =
      new RefusedOperator(
          "is no layer of a network but a method of classical machine learning",
          "export the neural network alone");

  private static final RefusedOperator TRAINING =
      new RefusedOperator("is a step of training", "export the network for inference");

  private static final RefusedOperator RUNTIME =
      new RefusedOperator(
          "belongs to one runtime", "use the file from before that runtime optimised it");

  private static final RefusedOperator CONTROL =
      new RefusedOperator(
          "holds a graph of its own",
          "export a model without control flow, for example by tracing");

  private static final Set<String> RANDOMS =
      Set.of(
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Bernoulli",
          "Multinomial");

  private static final Set<String> TEXTS =
      Set.of("RegexFullMatch", "TfIdfVectorizer", "LabelEncoder");

  private static final List<String> SEQUENCES =
      List.of("Sequence", "SplitToSequence", "ConcatFromSequence");

  private static final Set<String> CONTROLS = Set.of("If", "Loop", "Scan");

  /** Why an operator is refused, or null where it merely is not supported. */
  public static @Nullable RefusedOperator find(String domain, String operator) {
    if (!domain.isEmpty()) {
      return switch (domain) {
        case "ai.onnx.ml" -> CLASSICAL;
        case "ai.onnx.preview.training" -> TRAINING;
        case "ai.onnx.preview" -> null;
        default -> RUNTIME;
      };
    }
    if (RANDOMS.contains(operator)) {
      return RANDOM;
    }
    if (operator.startsWith("String") || TEXTS.contains(operator)) {
      return TEXT;
    }
    if (SEQUENCES.stream().anyMatch(operator::startsWith)) {
      return SEQUENCE;
    }
    if (operator.startsWith("Optional")) {
      return OPTIONAL;
    }
    if (CONTROLS.contains(operator)) {
      return CONTROL;
    }
    return operator.equals("ImageDecoder") ? FILES : null;
  }
}
