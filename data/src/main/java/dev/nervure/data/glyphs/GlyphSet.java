package dev.nervure.data.glyphs;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import dev.nervure.data.array.ByteCollector;
import dev.nervure.data.array.Bytes;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A generated set of glyphs with the factors that each was drawn from. Labels are the positions in
 * {@link GlyphClass}, also where not all classes are drawn. Immutable.
 *
 * <p>Ground truth: for one class, the samples lie on a manifold whose dimension is {@link
 * #trueDimension()} (the number of varied factors) and whose Betti numbers are {@link
 * #bettiNumbers()}: rotation and hue run over circles, the other factors over intervals. A class
 * with k rotations in its symmetry group goes k times round its circle of pictures while the
 * rotation goes round once (the circle of pictures stays one circle).
 */
public final class GlyphSet {

  /** Changes whenever the same options give other pictures. */
  static final int VERSION = 1;

  private final GlyphOptions options;
  private final Bytes pixels;
  private final int[] labels;
  private final double[] factors;

  private GlyphSet(GlyphOptions options, Bytes pixels, int[] labels, double[] factors) {
    this.options = options;
    this.pixels = pixels;
    this.labels = labels;
    this.factors = factors;
  }

  /** Generates without progress reports. */
  public static GlyphSet generate(GlyphOptions options) {
    return generate(options, Progress.none());
  }

  /**
   * Draws the glyphs. About 40 microseconds each; one byte a pixel and 64 bytes of factors.
   *
   * @throws dev.nervure.progress.CancelledException if cancelled
   */
  public static GlyphSet generate(GlyphOptions options, Progress progress) {
    RandomStream random = RandomStream.seeded(options.seed()).derive("glyphs");
    GlyphStyle style = options.style();
    GlyphRaster raster = new GlyphRaster(style);
    byte[] picture = new byte[style.channels() * style.side() * style.side()];
    int count = options.samples();
    int[] labels = new int[count];
    int factorCount = GlyphFactor.values().length;
    double[] factors = new double[count * factorCount];
    try (ByteCollector pixels = new ByteCollector("glyphs");
        Progress.Task task = progress.begin("glyphs", count)) {
      for (int i = 0; i < count; i++) {
        if (i % 256 == 0) {
          progress.checkCancelled();
        }
        GlyphClass glyph = glyphClass(options, random, i);
        double[] values = factors(options, random, i);
        raster.draw(glyph, values, picture);
        pixels.append(picture, 0, picture.length);
        labels[i] = glyph.ordinal();
        System.arraycopy(values, 0, factors, i * factorCount, factorCount);
        task.advance(1);
      }
      return new GlyphSet(options, pixels.finish(), labels, factors);
    }
  }

  /**
   * One picture of given factors, for figures and tests.
   *
   * @param factors values in the order of {@link GlyphFactor}
   * @return channels x side x side, bytes as value / 255
   */
  public static NdArray picture(GlyphClass glyph, GlyphStyle style, double... factors) {
    if (factors.length != GlyphFactor.values().length) {
      throw new IllegalArgumentException(
          "factors must be " + GlyphFactor.values().length + " but were " + factors.length);
    }
    byte[] picture = new byte[style.channels() * style.side() * style.side()];
    new GlyphRaster(style).draw(glyph, factors, picture);
    float[] values = new float[picture.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (picture[i] & 0xff) / 255f;
    }
    return NdArray.of(values, style.channels(), style.side(), style.side());
  }

  /** The default value of every factor. */
  public static double[] standardFactors() {
    GlyphFactor[] all = GlyphFactor.values();
    double[] values = new double[all.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[i].standard();
    }
    return values;
  }

  /** What was asked for. */
  public GlyphOptions options() {
    return options;
  }

  /** The pictures, values in [0, 1], with their classes. */
  public LabelledSamples samples() {
    return LabelledSamples.ofBytes(
        pixels,
        new int[] {options.style().channels(), options.style().side(), options.style().side()},
        labels,
        classNames(),
        "glyphs:" + options.specification(),
        "glyphs " + VERSION + " " + options.specification());
  }

  /** Samples x {@link GlyphFactor} in its order, float64: every factor, varied or not. */
  public NdArray factors() {
    return NdArray.of(factors.clone(), labels.length, GlyphFactor.values().length);
  }

  /** A factor of a sample. */
  public double factor(int sample, GlyphFactor factor) {
    return factors[sample * GlyphFactor.values().length + factor.ordinal()];
  }

  /** Dimension of the manifold that the samples of one class lie on. */
  public int trueDimension() {
    return options.factors().size();
  }

  /**
   * Betti numbers of the manifold that the samples of one class lie on: those of a point, a circle
   * or a torus, {@code {1}}, {@code {1, 1}} or {@code {1, 2, 1}}.
   */
  public int[] bettiNumbers() {
    long circles = options.factors().stream().filter(GlyphFactor::isPeriodic).count();
    return switch ((int) circles) {
      case 0 -> new int[] {1};
      case 1 -> new int[] {1, 1};
      default -> new int[] {1, 2, 1};
    };
  }

  /** The names of all ten classes. */
  public static List<String> classNames() {
    List<String> names = new ArrayList<>();
    for (GlyphClass glyph : GlyphClass.values()) {
      names.add(glyph.id());
    }
    return names;
  }

  /**
   * Writes the set to a folder, which is made if absent: pictures, labels, {@code factors.csv},
   * {@code glyphs.json} with the ground truth, {@code classes.txt}, {@code sheet.png}.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path folder, GlyphFormat format) {
    write(folder, format, Split.AUTO);
  }

  /**
   * As above, with names that state the part of a data set: {@code train-...} and {@code x_train},
   * or {@code t10k-...} and {@code x_test}; both parts may share a folder.
   */
  public void write(Path folder, GlyphFormat format, Split part) {
    new GlyphWriter(this, folder, part).write(format);
  }

  Bytes pixels() {
    return pixels;
  }

  int[] labels() {
    return labels;
  }

  /** Every run of as many samples as there are classes holds each class once. */
  private static GlyphClass glyphClass(GlyphOptions options, RandomStream random, int sample) {
    int count = options.classes().size();
    int[] order = random.derive("class").derive(sample / count).permutation(count);
    return options.classes().get(order[sample % count]);
  }

  private static double[] factors(GlyphOptions options, RandomStream random, int sample) {
    double[] values = standardFactors();
    for (GlyphFactor factor : options.factors()) {
      double part = random.derive(factor.id()).derive(sample).nextDouble();
      values[factor.ordinal()] = factor.low() + (factor.high() - factor.low()) * part;
    }
    return values;
  }
}
