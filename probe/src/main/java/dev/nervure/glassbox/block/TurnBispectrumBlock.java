package dev.nervure.glassbox.block;

import dev.nervure.glassbox.group.SelectiveBispectrum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@linkplain SelectiveBispectrum selective bispectrum} over the directions of each filter of
 * {@linkplain LiftedAverages lifted and averaged maps}: as {@link TripleCorrelationBlock}, in n / 2
 * numbers a filter.
 *
 * <p>Directions are taken modulo half a turn, the averages of opposite ones added up: since filters
 * sum to 0, the averages of an answer and of its opposite are equal but for what the disc cuts off,
 * so that over full turns F[1], of which all values but the first are multiples, would be next to
 * nothing. What is left is a function on C_(n/2).
 *
 * <p>Cube roots with their sign, of real and imaginary part; of the pairs beta(1, k) and beta(1, n
 * / 2 - 1 - k), which are equal for real functions, the first. Filters are not flipped: a flip of
 * the image turns values into their conjugates only where filters equal their mirror image, and is
 * not declared.
 */
final class TurnBispectrumBlock implements FeatureBlock {
  /* The cube root of a product that is near 0 multiplies its rounding error. */
  private static final double TOLERANCE = 1e-9;

  private final LiftedAverages averages;
  private final SelectiveBispectrum bispectrum;
  private final int complexTerms;

  TurnBispectrumBlock(ImageSize size, BlockSettings settings) {
    averages = new LiftedAverages("bispectrum", size, settings.withFlips(false));
    bispectrum = new SelectiveBispectrum(settings.turns() / 2);
    complexTerms = (settings.turns() / 2 - 1) / 2;
  }

  @Override
  public String name() {
    return "bispectrum";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>(averages.lifting().settings());
    all.remove("flips");
    return all;
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
      for (int i = 0; i < 2 + complexTerms; i++) {
        SelectiveBispectrum.Term term = bispectrum.terms().get(i);
        Map<String, Number> indices = new LinkedHashMap<>();
        indices.put("filter", number);
        indices.put("j", term.j());
        indices.put("k", term.k());
        String name = "%s, frequencies %d and %d".formatted(filter.name(), term.j(), term.k());
        if (i < 2) {
          all.add(new Coefficient(name, indices, null));
        } else {
          all.add(new Coefficient(name + ", real part", indices, null));
          all.add(new Coefficient(name + ", imaginary part", indices, null));
        }
      }
      number++;
    }
    return all;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    return List.of(
        DeclaredSymmetry.invariant(ImageGroup.QUARTER_TURNS, TOLERANCE),
        DeclaredSymmetry.continuous(
            averages.lifting().finerTurns(), DeclaredSymmetry.Kind.INVARIANT));
  }

  @Override
  public double[] of(double[] image) {
    double[][] functions = averages.of(image);
    double[] values = new double[functions.length * (2 + 2 * complexTerms)];
    int place = 0;
    for (double[] function : functions) {
      SelectiveBispectrum.Values products = bispectrum.of(folded(function));
      values[place++] = StrictMath.cbrt(products.real()[0]);
      values[place++] = StrictMath.cbrt(products.real()[1]);
      /* F[0] |F[1]|^2, as the others all have the factor F[1]. */
      double scale = StrictMath.cbrt(Math.abs(products.real()[1]));
      for (int i = 2; i < 2 + complexTerms; i++) {
        values[place++] = ThirdOrder.root(products.real()[i], scale);
        values[place++] = ThirdOrder.root(products.imaginary()[i], scale);
      }
    }
    return values;
  }

  /** Sums of the values of opposite directions. */
  private static double[] folded(double[] function) {
    double[] sums = new double[function.length / 2];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = function[i] + function[i + sums.length];
    }
    return sums;
  }

  @Override
  public long memory() {
    return averages.memory() + 64L * bispectrum.terms().size();
  }
}
