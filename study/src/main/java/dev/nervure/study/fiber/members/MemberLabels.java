package dev.nervure.study.fiber.members;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.network.Model;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.Ranking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a data set of members. Members that share all logits with the input that they stand
 * for share its label: that of the data, without one the answer of the network. Where anything less
 * is held answers may change along a walk, and the label of each member is the answer to itself.
 *
 * <p>That all logits stay is measured rather than read off the name of what is held: a layer
 * through which everything passes holds them, one beside a shortcut does not.
 */
final class MemberLabels {

  /** Logits that change by no more, relative to the largest, are the same but for rounding. */
  private static final double SAME = 1e-8;

  private final List<long[]> labels = new ArrayList<>();
  private boolean shared = true;
  private int otherAnswers;
  private int members;

  /**
   * The labels of the members of some inputs.
   *
   * @param families those that have members
   */
  MemberLabels(Model model, List<MemberFamily> families) {
    DifferentiableMap logits = NetworkMap.toLogits(model);
    List<long[]> ofSources = new ArrayList<>();
    for (MemberFamily family : families) {
      double[] source = logits.value(family.source().input());
      int answer = Ranking.largest(source);
      double tolerance = SAME * largest(source);
      KeptMembers.Members found = family.found();
      long[] own = new long[found.count()];
      long[] given = new long[found.count()];
      for (int i = 0; i < own.length; i++) {
        double[] values = logits.value(found.point(i));
        own[i] = Ranking.largest(values);
        given[i] = labelOf(family.source().label(), answer);
        shared &= Distance.largestDifference(values, source) <= tolerance;
        otherAnswers += own[i] == answer ? 0 : 1;
        members++;
      }
      labels.add(own);
      ofSources.add(given);
    }
    if (shared) {
      labels.clear();
      labels.addAll(ofSources);
    }
  }

  private static long labelOf(@Nullable Integer label, int answer) {
    return label == null ? answer : label;
  }

  private static double largest(double[] values) {
    double largest = 1;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The label of a member. */
  long of(int family, int member) {
    return labels.get(family)[member];
  }

  /** Where the labels come from, for the manifest. */
  String origin() {
    return shared
        ? "those of the inputs, whose logits their members share"
        : "the answers of the network to the members";
  }

  /** What the user should know about them; null for nothing. */
  @Nullable String note(String hold) {
    return shared
        ? null
        : "'%s' does not hold all logits: the label of each member is the network's own answer to it, which for %d of %d is another one than to the input that it stands for."
            .formatted(hold, otherAnswers, members);
  }
}
