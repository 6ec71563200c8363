package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@linkplain LiftedAverages Lifted and averaged maps}, pooled over the group: for each filter the
 * mean and the largest of the averages over its turns.
 */
final class LiftedPoolBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  private final LiftedAverages averages;

  LiftedPoolBlock(ImageSize size, BlockSettings settings) {
    averages = new LiftedAverages("lifted_pool", size, settings);
  }

  @Override
  public String name() {
    return "lifted_pool";
  }

  @Override
  public Map<String, Object> settings() {
    return averages.lifting().settings();
  }

  @Override
  public ImageSize size() {
    return averages.lifting().size();
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    int number = 1;
    for (OrientedFilter filter : averages.lifting().filters()) {
      Map<String, Number> indices = Map.of("filter", number++);
      all.add(new Coefficient(filter.name() + ", mean over directions", indices, null));
      all.add(new Coefficient(filter.name() + ", largest of all directions", indices, null));
    }
    return all;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    return List.of(
        DeclaredSymmetry.invariant(averages.lifting().lattice(), ROUNDING),
        DeclaredSymmetry.continuous(
            averages.lifting().finerTurns(), DeclaredSymmetry.Kind.INVARIANT));
  }

  @Override
  public double[] of(double[] image) {
    double[][] functions = averages.of(image);
    double[] values = new double[2 * functions.length];
    for (int filter = 0; filter < functions.length; filter++) {
      double sum = 0;
      double largest = 0;
      for (double average : functions[filter]) {
        sum += average;
        largest = Math.max(largest, average);
      }
      values[2 * filter] = sum / functions[filter].length;
      values[2 * filter + 1] = largest;
    }
    return values;
  }

  @Override
  public long memory() {
    return averages.memory();
  }
}
