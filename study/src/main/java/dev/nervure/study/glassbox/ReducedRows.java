package dev.nervure.study.glassbox;

import dev.nervure.glassbox.classifier.FeatureClassifier;
import dev.nervure.glassbox.reduction.CoefficientScaling;
import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.glassbox.reduction.Reduction;
import dev.nervure.glassbox.reduction.ReductionOptions;
import dev.nervure.glassbox.reduction.Standardization;
import dev.nervure.progress.Progress;
import dev.nervure.study.StageSink;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A representation on its scale and reduced, with what the images to learn from say: what the
 * stages of a task share. Test images are read when they are first asked for. Used by one thread.
 */
final class ReducedRows {
  private final Representation representation;
  private final ImageSplit split;
  private final StageSink sink;
  private final Standardization scale;
  private final LabelledRows scaled;
  private final Reduction reduction;
  private final LabelledRows reduced;
  private final Map<ImageChange, double[][]> tests = new LinkedHashMap<>();

  private ReducedRows(
      Representation representation,
      ImageSplit split,
      StageSink sink,
      Standardization scale,
      LabelledRows scaled,
      Reduction reduction) {
    this.representation = representation;
    this.split = split;
    this.sink = sink;
    this.scale = scale;
    this.scaled = scaled;
    this.reduction = reduction;
    this.reduced = scaled.withRows(reduction.apply(scaled.rows()));
  }

  static ReducedRows of(
      Representation representation,
      ImageSplit split,
      ReductionOptions options,
      StageSink sink,
      Progress progress) {
    double[][] rows = representation.training(sink, split.training().count(), progress);
    Standardization scale = Standardization.of(rows, options.scaling());
    // Row by row, so that both scales are not in memory together.
    for (int i = 0; i < rows.length; i++) {
      progress.checkCancelled();
      rows[i] = scale.apply(rows[i]);
    }
    LabelledRows scaled = new LabelledRows(rows, split.trainingLabels(), split.classes());
    return new ReducedRows(
        representation, split, sink, scale, scaled, Reduction.of(scaled, options, progress));
  }

  /** What a classifier learns from. */
  LabelledRows training(FeatureClassifier classifier) {
    return classifier.reducesByItself() ? scaled : reduced;
  }

  /** The scaled coefficients to learn from. */
  LabelledRows scaledTraining() {
    return scaled;
  }

  /** What a classifier is asked about. */
  double[][] test(FeatureClassifier classifier, ImageChange change, Progress progress) {
    return classifier.reducesByItself() ? scaledTest(change, progress) : test(change, progress);
  }

  /** The test images after a change, reduced; not to be changed. */
  double[][] test(ImageChange change, Progress progress) {
    double[][] known = tests.get(change);
    if (known == null) {
      known = reduction.apply(scaledTest(change, progress));
      tests.put(change, known);
    }
    return known;
  }

  /** The test images after a change, on their scale; a new array. */
  double[][] scaledTest(ImageChange change, Progress progress) {
    double[][] rows = representation.test(sink, change, split.test().count(), progress);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = scale.apply(rows[i]);
    }
    return rows;
  }

  Reduction reduction() {
    return reduction;
  }

  /**
   * Bytes that it takes: the rows to learn from on their scale, and one set of test images at a
   * time.
   */
  static long memory(Representation representation, ImageSplit split, GlassBoxOptions options) {
    long d = representation.dimension();
    long kept =
        options.reduction().method() == ReductionOptions.Method.NONE
            ? d
            : Math.min(d, options.reduction().most());
    long tests = 1L + options.changes().size();
    return Double.BYTES
        * (d * (split.training().count() + 2L * split.test().count())
            + kept * (split.training().count() + tests * split.test().count()));
  }

  /** Seconds until it is there, on one thread: reading and the Lanczos steps. */
  static double seconds(Representation representation, ImageSplit split, GlassBoxOptions options) {
    double values = (double) representation.dimension() * split.training().count();
    double steps = 3.0 * Math.min(options.reduction().most(), split.training().count());
    boolean reduces = options.reduction().method() != ReductionOptions.Method.NONE;
    return 1e-8 * values + (reduces ? 2e-9 * values * steps : 0);
  }

  /** Whether weights on coefficients have the unit of standard deviations. */
  static boolean inDeviations(GlassBoxOptions options) {
    return options.reduction().scaling() == CoefficientScaling.STANDARD;
  }
}
