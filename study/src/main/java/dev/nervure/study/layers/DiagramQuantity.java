package dev.nervure.study.layers;

import dev.nervure.diagram.BettiCurve;
import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.diagram.PersistenceEntropy;
import dev.nervure.diagram.PersistenceImage;
import dev.nervure.diagram.PersistenceLandscape;
import dev.nervure.diagram.PersistenceSilhouette;
import dev.nervure.diagram.ScaleGrid;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.HalfSplits;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is read off a persistence diagram: a number with its sampling error, and where it sums up a
 * curve or an image, these too.
 */
enum DiagramQuantity {
  /** Total length of the finite bars. */
  LIFESPAN_SUM(0, 1) {
    @Override
    double of(PersistenceDiagram diagram, ScaleGrid grid) {
      return LifespanSum.sum(diagram, 1);
    }

    @Override
    Map<String, Object> settings() {
      return Map.of("exponent", 1);
    }
  },

  /** Entropy of the lengths of the finite bars. */
  PERSISTENCE_ENTROPY(0, 1) {
    @Override
    double of(PersistenceDiagram diagram, ScaleGrid grid) {
      return PersistenceEntropy.of(diagram).orElse(0);
    }

    @Override
    Map<String, Object> settings() {
      return Map.of("logarithm", "natural");
    }
  },

  /** The 2-norm of the persistence landscape. */
  LANDSCAPE_NORM(0, 1) {
    @Override
    double of(PersistenceDiagram diagram, ScaleGrid grid) {
      return PersistenceLandscape.norm(diagram, 2);
    }

    @Override
    Map<String, Object> shape(PersistenceDiagram diagram, ScaleGrid grid) {
      return onGrid("landscape", PersistenceLandscape.of(diagram, grid, LEVELS), grid);
    }
  },

  /** The 2-norm of the silhouette. */
  SILHOUETTE_NORM(0, 1) {
    @Override
    double of(PersistenceDiagram diagram, ScaleGrid grid) {
      return PersistenceSilhouette.norm(diagram, 1);
    }

    @Override
    Map<String, Object> settings() {
      return Map.of("power", 1);
    }

    @Override
    Map<String, Object> shape(PersistenceDiagram diagram, ScaleGrid grid) {
      return onGrid("silhouette", PersistenceSilhouette.of(diagram, grid, 1), grid);
    }
  },

  /** The most bars alive at one scale. In degree 0 that is the number of distinct points. */
  BETTI_PEAK(1) {
    @Override
    double of(PersistenceDiagram diagram, ScaleGrid grid) {
      return BettiCurve.peak(diagram);
    }

    @Override
    Map<String, Object> shape(PersistenceDiagram diagram, ScaleGrid grid) {
      return onGrid("curve", BettiCurve.of(diagram, grid), grid);
    }
  },

  /** The 2-norm of the persistence image. In degree 0 all bars are born at 0. */
  IMAGE_NORM(1) {
    @Override
    double of(PersistenceDiagram diagram, ScaleGrid grid) {
      return image(grid).norm(diagram);
    }

    @Override
    Map<String, Object> shape(PersistenceDiagram diagram, ScaleGrid grid) {
      PersistenceImage image = image(grid);
      Map<String, Object> shape = new LinkedHashMap<>();
      shape.put("image", image.of(diagram));
      shape.put("pixels", image.births().size() - 1);
      shape.put("from", image.births().from());
      shape.put("to", image.births().to());
      shape.put("deviation", image.deviation());
      shape.put("weight", "length / to");
      return shape;
    }
  };

  /** Scales at which curves are given. */
  static final int SCALES = 64;

  private static final int LEVELS = 3;
  private static final int PIXELS = 20;

  private final int[] degrees;

  DiagramQuantity(int... degrees) {
    this.degrees = degrees;
  }

  /**
   * Its number.
   *
   * @param grid common to all diagrams of a layer and degree
   */
  abstract double of(PersistenceDiagram diagram, ScaleGrid grid);

  /** What the number depends on. */
  Map<String, Object> settings() {
    return Map.of();
  }

  /** The curve or image that the number sums up. */
  Map<String, Object> shape(PersistenceDiagram diagram, ScaleGrid grid) {
    return Map.of();
  }

  /**
   * The power of the unit of distances with which the number grows: what makes all distances
   * uncertain together makes it uncertain so many times.
   */
  double powerOfUnit() {
    return switch (this) {
      case LIFESPAN_SUM -> 1;
      case LANDSCAPE_NORM, SILHOUETTE_NORM -> 1.5;
      case PERSISTENCE_ENTROPY, BETTI_PEAK, IMAGE_NORM -> 0;
    };
  }

  /** How the names of its measures begin. */
  String stem() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The degrees in which it says something. */
  int[] degrees() {
    return degrees.clone();
  }

  /**
   * The number with its error: that of drawing other points of the same kind, equally many. The
   * error of a lifespan sum is that of {@link LifespanSums}. Of the others it is that of {@link
   * HalfSplits}, for entropy as it is; the rest grow or shrink with the number of points, so that
   * the difference of halves is taken relative to their mean.
   */
  Estimate estimate(LifespanSums sums, int degree, ScaleGrid grid) {
    if (this == LIFESPAN_SUM) {
      return Estimate.of(sums.sums()[degree], sums.errors()[degree]);
    }
    PersistenceDiagram whole = sums.diagrams().get(degree);
    double[][] halves = new double[sums.halves().size()][2];
    for (int split = 0; split < halves.length; split++) {
      LifespanSums.Halves pair = sums.halves().get(split);
      halves[split][0] = of(pair.first().get(degree), grid);
      halves[split][1] = of(pair.second().get(degree), grid);
    }
    double value = of(whole, grid);
    double error = HalfSplits.standardError(halves);
    if (this == PERSISTENCE_ENTROPY) {
      return whole.size() > whole.essential()
          ? Estimate.of(value, error)
          : Estimate.notEstimable("there is no bar of degree %d with an end".formatted(degree));
    }
    double mean = HalfSplits.mean(halves);
    // Where no half has a bar at all, the few bars of the whole are as uncertain as their number.
    return Estimate.of(value, mean == 0 ? value : value * error / mean);
  }

  private static Map<String, Object> onGrid(String name, Object values, ScaleGrid grid) {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put(name, values);
    shape.put("scales", grid.size());
    shape.put("from", grid.from());
    shape.put("to", grid.to());
    return shape;
  }

  private static PersistenceImage image(ScaleGrid grid) {
    return PersistenceImage.over(new ScaleGrid(grid.from(), grid.to(), PIXELS + 1));
  }
}
