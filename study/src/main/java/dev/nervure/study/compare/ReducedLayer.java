package dev.nervure.study.compare;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.similarity.PrincipalComponents;
import dev.nervure.similarity.Representation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer and what is left of it without ever more of its narrowest principal components. Measures
 * that pair rows get all rows, as where layers are compared; diagrams are of the rows that diagrams
 * are of there, and are computed once for all distances. For one thread.
 *
 * <p>Memory: 8 n r bytes of scores for rank r, as many of the cloud that is looked at, and the
 * diagrams of all steps.
 */
final class ReducedLayer {
  /** The fewest components that are taken away, as in the published test. */
  private static final int FIRST = 4;

  private final PointRows whole;
  private final PrincipalComponents components;
  private final int[] removals;
  private final int[] ofDiagrams;
  private final int highestDegree;
  private @Nullable List<LayerDiagrams.Part> diagrams;

  private ReducedLayer(
      PointRows whole,
      PrincipalComponents components,
      int[] removals,
      int[] ofDiagrams,
      int highestDegree) {
    this.whole = whole;
    this.components = components;
    this.removals = removals;
    this.ofDiagrams = ofDiagrams;
    this.highestDegree = highestDegree;
  }

  /**
   * Finds the components. Time: O(n d r).
   *
   * @param whole n x d, not all 0
   */
  static ReducedLayer of(PointRows whole, CompareOptions options, Progress progress) {
    PrincipalComponents components = PrincipalComponents.of(Representation.of(whole), progress);
    return new ReducedLayer(
        whole,
        components,
        removals(components.count(), options.removals()),
        LayerDiagrams.chosen(
            whole.size(), options.layers().pointsOverall(), options.layers().seed()),
        options.highestDegree());
  }

  /**
   * How many of c components are taken away, ever more: as many numbers as asked for, evenly from
   * {@link #FIRST} to before c and rounded down, at most a quarter of c of them. With a quarter
   * they are those of the published test: 4, 7, 11, 15, ... 60 of 64.
   */
  static int[] removals(int components, int asked) {
    int count = components > FIRST ? Math.min(asked, components / FIRST) : 0;
    int[] removals = new int[count];
    for (int i = 0; i < count; i++) {
      removals[i] = FIRST + (int) ((long) i * (components - FIRST) / count);
    }
    return removals;
  }

  /** All of its rows. */
  PointRows whole() {
    return whole;
  }

  /** How often components are taken away. */
  int count() {
    return removals.length;
  }

  /** How many components there are. */
  int components() {
    return components.count();
  }

  /** How many of them are taken away. */
  int removed(int step) {
    return removals[step];
  }

  /** The share of the sum of squares that these hold. */
  double shareRemoved(int step) {
    return components.shareOfLast(removals[step]);
  }

  /** What is left: as many rows; made anew each time. */
  PointCloud rest(int step) {
    return components.withoutLast(removals[step]);
  }

  /** Number of points that diagrams are of. */
  int pointsOfDiagrams() {
    return ofDiagrams.length;
  }

  /** The diagrams of the layer, then those of what is left after each step; computed once. */
  List<LayerDiagrams.Part> diagrams(Progress progress) {
    List<LayerDiagrams.Part> made = diagrams;
    if (made == null) {
      made = new ArrayList<>();
      made.add(part(Representation.of(whole).select(ofDiagrams).rows(), progress));
      for (int step = 0; step < removals.length; step++) {
        made.add(part(PointRows.of(rest(step).select(ofDiagrams)), progress));
      }
      made = List.copyOf(made);
      diagrams = made;
    }
    return made;
  }

  private LayerDiagrams.Part part(PointRows points, Progress progress) {
    progress.checkCancelled();
    return LayerDiagrams.of(points, highestDegree, progress);
  }
}
