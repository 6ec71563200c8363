package dev.nervure.glassbox.block;

import dev.nervure.glassbox.group.TripleCorrelation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@linkplain TripleCorrelation triple correlation} over the turns of each filter of
 * {@linkplain LiftedAverages lifted and averaged maps}: what the distribution of edges and lines
 * over directions is like, whatever way the image is turned. Cube roots with their sign.
 */
final class TripleCorrelationBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  private final LiftedAverages averages;
  private final TripleCorrelation correlation;

  TripleCorrelationBlock(ImageSize size, BlockSettings settings) {
    averages = new LiftedAverages("triple_correlation", size, settings);
    correlation = new TripleCorrelation(averages.lifting().group());
  }

  @Override
  public String name() {
    return "triple_correlation";
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
    Lifting lifting = averages.lifting();
    List<Coefficient> all = new ArrayList<>();
    for (int filter = 0; filter < lifting.filters().size(); filter++) {
      for (TripleCorrelation.Pair pair : correlation.pairs()) {
        Map<String, Number> indices = new LinkedHashMap<>();
        indices.put("filter", filter + 1);
        indices.put("a", pair.a());
        indices.put("b", pair.b());
        all.add(
            new Coefficient(
                "%s, with itself after (%s) and (%s)"
                    .formatted(
                        lifting.filters().get(filter).name(),
                        lifting.words(pair.a()),
                        lifting.words(pair.b())),
                indices,
                null));
      }
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
    double[] values = new double[functions.length * correlation.pairs().size()];
    int place = 0;
    for (double[] function : functions) {
      for (double product : correlation.of(function)) {
        values[place++] = StrictMath.cbrt(product);
      }
    }
    return values;
  }

  @Override
  public long memory() {
    return averages.memory() + 8L * correlation.pairs().size();
  }
}
