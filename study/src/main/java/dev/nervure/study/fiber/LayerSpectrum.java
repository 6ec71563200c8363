package dev.nervure.study.fiber;

import dev.nervure.jacobian.LeadingSingularValues;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pullback metric of one layer at one input: whole where the Jacobian is small enough to be
 * decomposed, else its leading singular values, else why neither is there. Made by {@link
 * PullbackMetric}.
 *
 * @param layer the layer
 * @param spectrum all singular values, rank and null dimension; null where they are not computed
 * @param leading the largest singular values alone, with their error bounds; null where the whole
 *     spectrum is there or none is computed
 * @param rank that of the whole spectrum, or where the leading values tell it; else null
 * @param nullDimension values of the edge where the Jacobian begins less the rank; null where that
 *     is
 * @param notEstimable why rank and null dimension are not known; null where they are
 */
public record LayerSpectrum(
    Layer layer,
    @Nullable PullbackSpectrum spectrum,
    @Nullable LeadingSingularValues leading,
    @Nullable Integer rank,
    @Nullable Integer nullDimension,
    @Nullable String notEstimable) {

  /**
   * Beyond this many entries a Jacobian is never decomposed: 8192 x 4096, of which the command
   * takes 2 GB in all.
   */
  private static final long MOST_ENTRIES = 1L << 25;

  /**
   * Beyond so many multiplications, entries times the shorter side, a Jacobian is decomposed only
   * where that is asked for: it takes half a minute and more.
   */
  private static final double MOST_MULTIPLICATIONS = 1e10;

  /** The Jacobian and its orthonormal rows, in Java and on the way out of libtorch. */
  private static final double BYTES_AN_ENTRY = 48;

  /** Of a multiplication in all stages together, measured at 2.5 GHz on 8192 x 3072 entries. */
  private static final double SECONDS_A_MULTIPLICATION = 1e-9;

  /** Some tens of rounding errors of a network in float64, relative to the largest value. */
  private static final double ROUNDING = 1e-14;

  /** How much is wanted of a layer. */
  public enum Extent {
    /** The whole spectrum where it takes some ten seconds at most, else the leading values. */
    AFFORDABLE,
    /** The whole spectrum where it fits into memory, else the leading values. */
    WHOLE
  }

  /** Whether a Jacobian takes longer to decompose than a study of many inputs can spend. */
  public static boolean isTooLarge(Layer layer, Model model) {
    return isTooLarge(model.input(), layer, Extent.AFFORDABLE);
  }

  static boolean isTooLarge(Layer from, Layer layer, Extent extent) {
    double entries = (double) layer.size() * from.size();
    return entries > MOST_ENTRIES
        || extent == Extent.AFFORDABLE
            && entries * Math.min(layer.size(), from.size()) > MOST_MULTIPLICATIONS;
  }

  /**
   * Decomposes the Jacobian from the input to a layer; leaves one that is too large alone.
   *
   * @param model computing in float64
   * @param point the input, flat
   * @param rankTolerance singular values up to this fraction of the largest count as zero
   */
  public static LayerSpectrum decomposed(
      Model model, Layer layer, double[] point, double rankTolerance) {
    if (isTooLarge(layer, model)) {
      return unknown(layer, null, tooLarge(model.input(), layer));
    }
    return new PullbackMetric(model, model.input(), point, OutputMetric.EUCLIDEAN)
        .whole(layer, rankTolerance);
  }

  /** All singular values. */
  static LayerSpectrum of(Layer layer, PullbackSpectrum spectrum) {
    return new LayerSpectrum(
        layer, spectrum, null, spectrum.rank(), spectrum.nullDimension(), null);
  }

  /**
   * The largest singular values of a Jacobian that is not formed.
   *
   * @param from where it begins
   * @param rows its rows
   */
  static LayerSpectrum of(
      Layer from, Layer layer, LeadingSingularValues found, int rows, double rankTolerance) {
    LeadingSingularValues leading = withRounding(found);
    double[] values = leading.values();
    int inputs = Math.toIntExact(from.size());
    if (values.length == Math.min(rows, inputs) || values[0] == 0) {
      // All of them were found. A Jacobian that turns a random vector into 0 is 0.
      int rank =
          (int) Arrays.stream(values).filter(value -> value > rankTolerance * values[0]).count();
      return new LayerSpectrum(layer, null, leading, rank, inputs - rank, null);
    }
    return unknown(
        layer,
        leading,
        "%s: the %d largest singular values do not tell the rank%s"
            .formatted(
                tooLarge(from, layer),
                values.length,
                rows < inputs ? "; the null dimension is at least " + (inputs - rows) : ""));
  }

  /** The object of a layer that {@code nervure metric --json} prints. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", layer.name());
    json.put("depth", layer.relativeDepth());
    json.put("dim", layer.size());
    if (rank != null) {
      json.put("rank", rank);
      json.put("nullDimension", nullDimension);
    }
    if (spectrum != null) {
      json.put("singularValues", spectrum.singularValues());
    } else if (leading != null) {
      json.put("leadingOnly", true);
      json.put("singularValues", leading.values());
      json.put("singularValueErrors", leading.errors());
    }
    if (notEstimable != null) {
      json.put("notEstimable", notEstimable);
    }
    return json;
  }

  /** What the subspace misses may be far below the rounding of the products themselves. */
  private static LeadingSingularValues withRounding(LeadingSingularValues found) {
    double least = ROUNDING * found.values()[0];
    double[] errors =
        Arrays.stream(found.errors()).map(error -> error < least ? least : error).toArray();
    return new LeadingSingularValues(found.values(), errors, found.products());
  }

  static LayerSpectrum unknown(Layer layer, @Nullable LeadingSingularValues leading, String why) {
    return new LayerSpectrum(layer, null, leading, null, null, why);
  }

  private static String tooLarge(Layer from, Layer layer) {
    long entries = layer.size() * from.size();
    double seconds = SECONDS_A_MULTIPLICATION * entries * Math.min(layer.size(), from.size());
    String cost =
        String.format(
            Locale.ROOT,
            seconds < 100 ? "about %.1f GB and %.0f seconds" : "about %.1f GB and %.0f minutes",
            BYTES_AN_ENTRY * entries / 1e9,
            seconds < 100 ? Math.ceil(seconds) : Math.ceil(seconds / 60));
    return entries > MOST_ENTRIES
        ? "the Jacobian has %d entries, more than %d; to decompose it would take %s"
            .formatted(entries, MOST_ENTRIES, cost)
        : "the Jacobian is %d x %d, which takes %s to decompose"
            .formatted(layer.size(), from.size(), cost);
  }
}
