package dev.nervure.bench;

import dev.nervure.network.conformance.NodeTestOutcome;
import dev.nervure.network.conformance.NodeTestOutcome.Verdict;
import dev.nervure.network.conformance.NodeTests;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * ONNX's own node tests: how many come out right, which operators are refused by how many of them,
 * and what is wrong. The last line holds the counts.
 *
 * <pre>bench/run OnnxNodeTests FOLDER_OR_ZIP [--tests]</pre>
 *
 * With {@code --tests} every refused test is listed with its reason.
 */
public final class OnnxNodeTests {

  private OnnxNodeTests() {}

  /** Prints the lists and the counts; ends with 1 where something is wrong or failed. */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.err.println("usage: bench/run OnnxNodeTests FOLDER_OR_ZIP [--tests]");
      System.exit(2);
    }
    boolean tests = arguments.length > 1 && arguments[1].equals("--tests");
    List<NodeTestOutcome> outcomes = NodeTests.run(Path.of(arguments[0]));
    System.out.println("refused operators, by the number of tests that need them");
    refused(outcomes)
        .forEach((operator, count) -> System.out.println("  " + count + "  " + operator));
    for (NodeTestOutcome outcome : outcomes) {
      boolean shown = tests || outcome.verdict() != Verdict.REFUSED;
      if (outcome.verdict() != Verdict.RIGHT && shown) {
        System.out.println(outcome.verdict() + " " + outcome.name() + ": " + outcome.why());
      }
    }
    long numbers = outcomes.stream().filter(NodeTestOutcome::numbers).count();
    long rightNumbers =
        outcomes.stream().filter(o -> o.numbers() && o.verdict() == Verdict.RIGHT).count();
    System.out.println(
        rightNumbers + " of " + numbers + " tests with tensors of numbers in and out are right");
    System.out.println(
        "right "
            + count(outcomes, Verdict.RIGHT)
            + ", refused "
            + count(outcomes, Verdict.REFUSED)
            + ", wrong "
            + count(outcomes, Verdict.WRONG)
            + ", error "
            + count(outcomes, Verdict.ERROR));
    System.exit(count(outcomes, Verdict.WRONG) + count(outcomes, Verdict.ERROR) == 0 ? 0 : 1);
  }

  private static long count(List<NodeTestOutcome> outcomes, Verdict verdict) {
    return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  /** Number of tests for each refused operator, largest first, equal ones by name. */
  private static Map<String, Integer> refused(List<NodeTestOutcome> outcomes) {
    Map<String, Integer> counts = new TreeMap<>();
    for (NodeTestOutcome outcome : outcomes) {
      outcome.refused().forEach(operator -> counts.merge(operator, 1, Integer::sum));
    }
    Map<String, Integer> sorted =
        new TreeMap<>(
            Comparator.comparing((String operator) -> -counts.getOrDefault(operator, 0))
                .thenComparing(operator -> operator));
    sorted.putAll(counts);
    return sorted;
  }
}
