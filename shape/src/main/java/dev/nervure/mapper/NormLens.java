package dev.nervure.mapper;

import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * The Euclidean length of a point, the lens of Purvine et al., "Experimental observations of the
 * topology of convolutional neural network activations" (AAAI 2023). In the units of the
 * coordinates: where others scale it to [0, 1], membership is the same, the mean of a node is not.
 * O(n d), one block of points in memory.
 */
public final class NormLens implements Lens {
  @Override
  public String name() {
    return "l2norm";
  }

  @Override
  public LensValues of(PointRows points, int threads, Progress progress) {
    double[] norms = new double[points.size()];
    double[] point = new double[points.dimension()];
    PointBlocks.visit(
        points,
        "l2 norms",
        progress,
        (first, block) -> {
          for (int i = 0; i < block.size(); i++) {
            block.copyPoint(i, point);
            double squares = 0;
            for (double x : point) {
              squares += x * x;
            }
            norms[first + i] = Math.sqrt(squares);
          }
        });
    return LensValues.of(name(), norms);
  }
}
