package dev.nervure.network.conformance;

import java.util.List;

/**
 * What became of one node test.
 *
 * @param name of the test
 * @param verdict what became of it
 * @param why one sentence; empty where it came out right
 * @param refused operators of the graph that are not known, or the one whose form is refused; empty
 *     where nothing was refused
 * @param numbers whether all inputs and outputs are tensors of numbers or truth values, as opposed
 *     to strings, sequences and optional values
 */
public record NodeTestOutcome(
    String name, Verdict verdict, String why, List<String> refused, boolean numbers) {

  /** What may become of a node test. */
  public enum Verdict {
    /** Shapes, kinds and values are those of the reference implementation. */
    RIGHT,
    /** The file was refused, with a reason, before anything could be wrong. */
    REFUSED,
    /** It ran and gave something else. */
    WRONG,
    /** It failed in a way that is not meant: it is valid and was not refused. */
    ERROR
  }

  public NodeTestOutcome {
    refused = List.copyOf(refused);
  }
}
