package dev.nervure.study.glassbox;

import dev.nervure.points.ClassSeparation;
import dev.nervure.points.CloudDistances;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Place;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.layers.ValueRows;
import java.util.Arrays;
import java.util.Map;

/**
 * How far classes lie apart in a layer of the model: the ratio of distances and the Fisher ratio of
 * test images, equally many of each class, at most 1,000 in all.
 */
final class SeparationStage {
  static final String RATIO = "distance_ratio";
  static final String FISHER = "fisher_ratio";

  /** Raised whenever the same images come to give other values. */
  static final int REVISION = 1;

  private static final int MOST_POINTS = 1_000;

  private final ImageSplit split;
  private final GlassBoxOptions options;
  private final int[] chosen;
  private final int[] labels;

  SeparationStage(ImageSplit split, GlassBoxOptions options) {
    this.split = split;
    this.options = options;
    this.chosen = chosen(split.testLabels(), split.classes());
    int[] all = split.testLabels();
    this.labels = Arrays.stream(chosen).map(row -> all[row]).toArray();
  }

  /** The first test images of each class, in the order of the data. */
  private static int[] chosen(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    int each = Math.min(Arrays.stream(counts).min().orElse(0), MOST_POINTS / classes);
    int[] taken = new int[classes];
    int[] rows = new int[each * classes];
    int at = 0;
    for (int i = 0; i < labels.length; i++) {
      if (taken[labels[i]] < each) {
        taken[labels[i]]++;
        rows[at++] = i;
      }
    }
    return rows;
  }

  Cost cost(int dimension) {
    Cost once = CloudDistances.cost(chosen.length, dimension);
    int sets = 1 + options.changes().size();
    return Cost.of(
        sets * once.seconds(),
        once.memoryBytes() + (long) Double.BYTES * chosen.length * dimension);
  }

  /** Reads test images after a change. */
  interface Reader {
    double[][] rows(ImageChange change);
  }

  /** Adds the layer and its values for the test images as they are and after each change. */
  void add(
      StageRows rows,
      int index,
      int layers,
      String name,
      String operator,
      Reader reader,
      Progress progress) {
    for (ImageChange change : GlassBoxStudy.measured(options)) {
      double[][] test = reader.rows(change);
      LayerResult layer =
          GlassBoxPlaces.layer(change, index, layers, name, operator, test[0].length);
      rows.add(layer);
      addValues(rows, layer.place(), change, test, progress);
    }
  }

  private void addValues(
      StageRows rows, Place place, ImageChange change, double[][] test, Progress progress) {
    ValueRows values = new ValueRows(place, options.seed(), "classes alike", "none");
    Map<String, Object> parameters =
        Map.of("images", change.words(), "classes", split.classNames().size());
    Estimate ratio;
    Estimate fisher;
    if (chosen.length == 0) {
      ratio = Estimate.notEstimable("there are no test images of some class");
      fisher = ratio;
    } else {
      double[][] points = new double[chosen.length][];
      Arrays.setAll(points, i -> test[chosen[i]]);
      DistanceMatrix distances =
          DistanceMatrix.of(PointCloud.of(points), Metric.EUCLIDEAN, 1, progress);
      ratio = ClassSeparation.distanceRatio(distances, labels);
      fisher = ClassSeparation.fisherRatio(distances, labels);
    }
    rows.add(values.overall(RATIO, ratio, chosen.length, parameters));
    rows.add(values.overall(FISHER, fisher, chosen.length, parameters));
  }
}
