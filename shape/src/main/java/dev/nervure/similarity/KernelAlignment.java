package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Centred kernel alignment, CKA (Kornblith, Norouzi, Lee, Hinton, ICML 2019): HSIC(K, L) over the
 * root of HSIC(K, K) HSIC(L, L), for kernel matrices K and L of the same rows and the
 * Hilbert-Schmidt independence criterion HSIC.
 *
 * <p>The <em>biased</em> estimate of HSIC is the product of both centred matrices. It is above 0 of
 * unrelated rows too, the more so the fewer rows there are: {@link #notes} says how much. The
 * <em>debiased</em> one (Song, Smola, Gretton, Borgwardt, Bedo, ICML 2007, eq. 5) is 0 then on
 * average, and may be negative: it is an inner product of matrices (Szekely, Rizzo, Annals of
 * Statistics 42, 2014), so that the ratio is never below -1. <em>In batches</em> (Nguyen, Raghu,
 * Kornblith, ICLR 2021) debiased estimates of batches of rows in their order are summed up, each of
 * the three sums apart, before the ratio is taken.
 *
 * <p>With the linear kernel as many rows as are there are compared by their features, O(n d e) for
 * widths d and e below n/4 and up to 2048, in 8 n d bytes; wider layers, fewer rows and other
 * kernels by n x n matrices, O(n^2) a pair, of at most 4096 rows: 4 n^2 bytes a layer with the
 * linear kernel, 8 n^2 with others and 16 n^2 while they are made.
 */
final class KernelAlignment extends CheckedMeasure {
  /** Below, what unrelated rows would read is not worth a note. */
  private static final double NOTABLE = 0.05;

  /** With up to so many times as many rows as features, all pairs of rows cost less. */
  private static final int FEW = 4;

  /**
   * For each pair of rows in both orders, while a kernel is made of inner products, squared
   * distances and what is not yet centred.
   */
  private static final long BYTES_OF_KERNEL = 16;

  private final Kernel kernel;
  private final boolean debiased;

  /** Rows of a batch; 0 for all rows at once. */
  private final int batch;

  private KernelAlignment(MeasureTraits traits, Kernel kernel, boolean debiased, int batch) {
    super(traits, debiased ? 4 : 3);
    this.kernel = kernel;
    this.debiased = debiased;
    this.batch = batch;
  }

  /** The biased estimate. */
  static KernelAlignment biased(MeasureTraits traits, Kernel kernel) {
    return new KernelAlignment(traits, kernel, false, 0);
  }

  /** The debiased estimate. */
  static KernelAlignment debiased(MeasureTraits traits, Kernel kernel) {
    return new KernelAlignment(traits.within(-1, 1), kernel, true, 0);
  }

  /**
   * The estimate in batches.
   *
   * @param rows of a batch, at least 4; where the number of rows is no multiple of it, batches are
   *     larger, and differ by one row at most
   */
  static KernelAlignment inBatches(MeasureTraits traits, Kernel kernel, int rows) {
    if (rows < 4) {
      throw new IllegalArgumentException("a batch needs at least 4 rows but has " + rows);
    }
    return new KernelAlignment(traits.within(-1, 1), kernel, true, rows);
  }

  private record Batches(int rows) implements Form<List<Representation>> {
    @Override
    public List<Representation> of(Representation representation, Progress progress) {
      int n = representation.size();
      int count = Math.max(1, n / rows);
      List<Representation> batches = new ArrayList<>();
      for (int b = 0; b < count; b++) {
        int from = (int) ((long) n * b / count);
        int[] indices = new int[(int) ((long) n * (b + 1) / count) - from];
        Arrays.setAll(indices, i -> from + i);
        batches.add(representation.select(indices));
      }
      return batches;
    }
  }

  /** The estimate of a representation beside itself. */
  private record OfItself(KernelAlignment measure, boolean inFull) implements Form<Double> {
    @Override
    public Double of(Representation representation, Progress progress) {
      return measure.independence(representation, representation, inFull, progress);
    }
  }

  /**
   * Whether matrices of all pairs of rows are used: always for wide layers, and for few rows, where
   * they cost less, the more so the more layers are compared with each other.
   */
  private boolean inFull(int n, int d, int e) {
    int widest = Math.max(d, e);
    int rows = batch == 0 ? n : Math.min(n, batch);
    boolean costsLess = rows <= FEW * widest && rows <= Limits.PAIRS;
    return kernel.isMatrix() || costsLess || widest > rows || widest > Limits.WIDEST;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    boolean isUnbounded =
        batch > 0 || !kernel.isMatrix() && Math.max(firstFeatures, secondFeatures) <= Limits.WIDEST;
    return isUnbounded ? Integer.MAX_VALUE : Limits.PAIRS;
  }

  @Override
  public Cost preparation(int rows, int features) {
    int n = batch == 0 ? rows : Math.min(rows, batch);
    double products = Costs.MULTIPLY_ADD * n / 2 * rows * features;
    // A layer that is narrow itself is compared by pairs of rows with wide ones.
    boolean mayBeMatrix = kernel.isMatrix() || n <= Limits.PAIRS;
    double entries = kernel.isMatrix() ? 30e-9 * n * rows : 0;
    return Cost.of(
        Costs.READ * rows * features
            + (mayBeMatrix ? products : 0)
            + entries
            + Costs.MULTIPLY_ADD * rows * features * Math.min(rows, features),
        (mayBeMatrix ? (kernel.isMatrix() ? BYTES_OF_KERNEL : 4) * n * rows : 0)
            + 8L * rows * features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    int n = batch == 0 ? rows : Math.min(rows, batch);
    return inFull(rows, firstFeatures, secondFeatures)
        ? Cost.of(Costs.MULTIPLY_ADD * 5 * n * rows, 0)
        : Cost.of(
            Costs.MULTIPLY_ADD * rows * firstFeatures * secondFeatures,
            8L * firstFeatures * secondFeatures);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    boolean inFull = inFull(first.size(), first.dimension(), second.dimension());
    OfItself ofItself = new OfItself(this, inFull);
    double a = first.form(ofItself, progress);
    double b = second.form(ofItself, progress);
    if (!(a > 0 && b > 0)) {
      return Estimate.notEstimable(
          "the debiased dependence of the %s representation on itself is not positive: its rows are too few, or hardly differ but for single rows"
              .formatted(a > 0 ? "second" : "first"));
    }
    double both = first == second ? a : independence(first, second, inFull, progress);
    double alignment = both / (Math.sqrt(a) * Math.sqrt(b));
    return Estimate.of(Math.max(traits().lowest(), Math.min(1, alignment)), 0);
  }

  /** The sum of HSIC over the batches. */
  private double independence(
      Representation first, Representation second, boolean inFull, Progress progress) {
    double sum = 0;
    List<Representation> ofFirst = batches(first, progress);
    List<Representation> ofSecond = batches(second, progress);
    for (int b = 0; b < ofFirst.size(); b++) {
      CenteredKernel k = kernel.of(ofFirst.get(b), inFull, progress);
      CenteredKernel l = kernel.of(ofSecond.get(b), inFull, progress);
      double product = k.product(l, progress);
      sum += debiased ? debiased(product, k.diagonal(), l.diagonal()) : product;
    }
    return sum;
  }

  private List<Representation> batches(Representation all, Progress progress) {
    return batch == 0 ? List.of(all) : all.form(new Batches(batch), progress);
  }

  /**
   * HSIC_1 of kernels without their diagonals. It is the same for centred kernels, whose rows sum
   * to minus the diagonal once that is left out.
   */
  private static double debiased(double product, double[] k, double[] l) {
    double n = k.length;
    double both = 0;
    double ofK = 0;
    double ofL = 0;
    for (int i = 0; i < k.length; i++) {
      both += k[i] * l[i];
      ofK += k[i];
      ofL += l[i];
    }
    return (product - both + ofK * ofL / ((n - 1) * (n - 2)) - 2 * both / (n - 2)) / (n * (n - 3));
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    if (debiased) {
      return List.of();
    }
    double chance = chance(first, second);
    return chance < NOTABLE
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "of unrelated rows it would be %.2g on average, for there are few rows beside the"
                    + " directions in which they spread: debiased_cka would be 0",
                chance));
  }

  /**
   * The mean over all orders of the rows of one of both: tr K tr L / (n - 1) over the root of both
   * squared norms.
   */
  private double chance(Representation first, Representation second) {
    boolean inFull = inFull(first.size(), first.dimension(), second.dimension());
    double chance = 1.0 / (first.size() - 1);
    for (Representation one : List.of(first, second)) {
      double trace = Arrays.stream(kernel.of(one, inFull, Progress.none()).diagonal()).sum();
      chance *= trace / Math.sqrt(one.form(new OfItself(this, inFull), Progress.none()));
    }
    return chance;
  }
}
