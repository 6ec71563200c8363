package dev.nervure.study.layers;

import dev.nervure.points.CloudDistances;
import dev.nervure.points.RangeNoise;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Persistence diagrams and what is read off them ({@link DiagramQuantity}), lifespan sums first,
 * robust conventions: coordinates scaled to [0, 1] over all points of the layer, but for those that
 * are constant up to rounding, which {@link LayerPoints#scaledDistances} leaves out; no value where
 * all points are one up to rounding; plain sums; the same number of points in every class, drawn at
 * random where a class has more; the mean over all classes; a standard error on every value. And
 * the same over all points together. The values of a diagram say in their parameters how wide its
 * band of noise is and how many of its bars are outside.
 */
final class LifespanMeasurement implements LayerMeasurement {
  /** What it can measure. */
  static final List<String> MEASURES =
      DiagramMeasure.all().stream().map(DiagramMeasure::name).toList();

  static final String CONVENTION = "robust";
  private static final String SCALING = "min_max over all points of the layer";

  private final List<DiagramMeasure> measures;
  private final int highestDegree;
  private final LayerOptions options;

  LifespanMeasurement(List<String> names, LayerOptions options) {
    this.measures = DiagramMeasure.named(names);
    this.highestDegree = measures.stream().mapToInt(DiagramMeasure::degree).max().orElse(0);
    this.options = options;
  }

  @Override
  public String stage() {
    return "lifespan_sums";
  }

  @Override
  public List<String> measures() {
    return measures.stream().map(DiagramMeasure::name).toList();
  }

  @Override
  public List<String> overall() {
    return measures.stream().flatMap(one -> Stream.of(one.name(), one.nameOfAll())).toList();
  }

  @Override
  public Key key() {
    return Key.of("lifespan sums", 6)
        .with("measures", measures())
        .with("seed", options.seed())
        .with("points per class", options.pointsPerClass())
        .with("points overall", options.pointsOverall())
        .with("splits", options.repeats());
  }

  @Override
  public boolean readsDistances() {
    return false;
  }

  @Override
  public Cost cost(CloudSize size) {
    int overall = Math.min(size.points(), options.pointsOverall());
    int perClass = Math.min(size.smallestClass(), options.pointsPerClass());
    double seconds =
        CostModel.ripsSeconds(overall, highestDegree)
            + 2 * options.repeats() * CostModel.ripsSeconds(overall / 2, highestDegree)
            + size.classes()
                * (CostModel.ripsSeconds(perClass, highestDegree)
                    + 2 * options.repeats() * CostModel.ripsSeconds(perClass / 2, highestDegree));
    Cost all = CloudDistances.cost(overall, size.dimension());
    Cost ofClass = CloudDistances.cost(perClass, size.dimension());
    seconds += all.seconds() + size.classes() * ofClass.seconds();
    seconds += RangeNoise.seconds(size.points(), size.dimension());
    long bytes =
        Math.max(all.memoryBytes(), ofClass.memoryBytes())
            + CostModel.ripsBytes(Math.max(overall, perClass), highestDegree)
            + CostModel.distanceBytes(Math.max(overall, perClass));
    return Cost.of(seconds, bytes);
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    ValueRows values = ValueRows.of(points, options.seed(), CONVENTION, SCALING);
    String refusal = points.scaledRefusal();
    if (!refusal.isEmpty()) {
      new DiagramRows(measures, points, values, List.of(), options.repeats(), 0, rows)
          .none(refusal, points.classes());
      return;
    }
    RandomStream stream = RandomStream.seeded(options.seed()).derive("lifespan sums");
    double ranges = points.rangeNoise(stream.derive("ranges"));
    int overall = Math.min(points.size(), options.pointsOverall());
    LifespanSums all = null;
    if (overall >= LifespanSums.FEWEST_POINTS) {
      RandomStream own = stream.derive("all points");
      all = sums(points, ClassDraws.drawn(points.size(), overall, own), own, progress);
    }
    ClassDraws draws = ClassDraws.of(points, options.pointsPerClass(), stream);
    SortedMap<Integer, LifespanSums> byClass = new TreeMap<>();
    draws
        .chosen()
        .forEach(
            (index, chosen) ->
                byClass.put(index, sums(points, chosen, ClassDraws.of(stream, index), progress)));
    List<LifespanSums> found = new ArrayList<>(byClass.values());
    if (all != null) {
      found.add(all);
    }
    DiagramRows made =
        new DiagramRows(measures, points, values, found, options.repeats(), ranges, rows);
    made.ofAllPoints(all, overall);
    SortedMap<Integer, int[]> classes = draws.members();
    if (classes.isEmpty()) {
      made.noClasses();
      return;
    }
    classes.forEach(
        (index, members) ->
            made.ofClass(
                index,
                byClass.get(index),
                members.length,
                byClass.containsKey(index) ? draws.each() : members.length));
    made.means(byClass, classes.size(), draws.each());
  }

  private LifespanSums sums(
      LayerPoints points, int[] chosen, RandomStream stream, Progress progress) {
    return LifespanSums.of(
        points.scaledDistances(chosen, progress),
        highestDegree,
        options.repeats(),
        stream.derive("halves"),
        progress);
  }
}
