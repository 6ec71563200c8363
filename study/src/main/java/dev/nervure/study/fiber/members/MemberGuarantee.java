package dev.nervure.study.fiber.members;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.network.Model;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.HeldOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is guaranteed of a data set of members, measured on the values as they are stored, not taken
 * from the walks.
 *
 * @param samples how many members there are
 * @param largestDrift largest change of any output that is held
 * @param largestDriftAsFloat32 the same once the members are rounded to float32
 * @param samplesOutsideBox how many members lie outside the box
 * @param ofInputs for each input; of one that has no members nothing was measured
 */
record MemberGuarantee(
    int samples,
    double largestDrift,
    double largestDriftAsFloat32,
    int samplesOutsideBox,
    List<OfInput> ofInputs) {

  /**
   * What was measured on the members of one input.
   *
   * @param drift largest change of any output that is held
   * @param distances of each member from the input
   * @param smallestPairwiseDistance between two members; null with fewer than two
   */
  record OfInput(double drift, double[] distances, @Nullable Double smallestPairwiseDistance) {
    static final OfInput NONE = new OfInput(0, new double[0], null);
  }

  /** Measures; evaluates what is held twice for each member. */
  static MemberGuarantee measured(Model model, MemberOptions options, List<MemberFamily> families) {
    double drift = 0;
    double roundedDrift = 0;
    int samples = 0;
    int outside = 0;
    List<OfInput> ofInputs = new ArrayList<>();
    for (MemberFamily family : families) {
      KeptMembers.Members members = family.members();
      if (members == null) {
        ofInputs.add(OfInput.NONE);
        continue;
      }
      double[] input = family.source().input();
      DifferentiableMap held = HeldOutput.of(model, options.hold(), input).map();
      double[] target = held.value(input);
      double ofInput = 0;
      double[] distances = new double[members.count()];
      for (int i = 0; i < distances.length; i++) {
        double[] point = members.point(i);
        ofInput = Math.max(ofInput, drift(held, point, target));
        roundedDrift = Math.max(roundedDrift, drift(held, asFloats(point), target));
        outside += options.walk().box().contains(point) ? 0 : 1;
        distances[i] = Distance.euclidean(point, input);
      }
      drift = Math.max(drift, ofInput);
      samples += distances.length;
      ofInputs.add(new OfInput(ofInput, distances, smallestPairwiseDistance(members)));
    }
    return new MemberGuarantee(samples, drift, roundedDrift, outside, ofInputs);
  }

  private static double drift(DifferentiableMap held, double[] point, double[] target) {
    return Distance.largestDifference(held.value(point), target);
  }

  private static double[] asFloats(double[] values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  private static @Nullable Double smallestPairwiseDistance(KeptMembers.Members members) {
    double[][] points = new double[members.count()][];
    Double smallest = null;
    for (int i = 0; i < points.length; i++) {
      points[i] = members.point(i);
      for (int j = 0; j < i; j++) {
        double distance = Distance.euclidean(points[i], points[j]);
        smallest = smallest == null ? distance : Math.min(smallest, distance);
      }
    }
    return smallest;
  }
}
