package dev.nervure.study.layers;

import dev.nervure.graph.CliqueBetti;
import dev.nervure.graph.PointGraph;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Betti numbers of the classes of a layer by the method of Naitzat, Zhitnikov, Lim (JMLR 21, 2020):
 * points are as far apart as it takes steps along the graph of nearest neighbours, joined both
 * ways, and the Rips complex of these distances is taken at one scale. Class by class on equally
 * many points, and the mean over classes.
 *
 * <p>The answer hangs on the number of neighbours and the scale. It is taken at half and at twice
 * the neighbours, and at a step less and a step more; where it is another one there the value warns
 * of it and gives all of them.
 */
final class GraphBettiMeasurement implements LayerMeasurement {
  private static final int HIGHEST_DEGREE = 2;
  private static final String STEM = "graph_betti_";

  /** What it can measure. */
  static final List<String> MEASURES = List.of(STEM + 0, STEM + 1, STEM + 2);

  /**
   * Above this share of joined pairs the complex cannot but be one piece without holes, or nearly.
   */
  private static final double CROWDED = 0.5;

  private static final double SECONDS_PER_POINT = 1e-3;
  private static final double SECONDS_PER_PAIR = 5e-8;
  private static final int SETTINGS = 5;

  private final List<String> measures;
  private final LayerOptions options;

  GraphBettiMeasurement(List<String> measures, LayerOptions options) {
    this.measures = measures;
    this.options = options;
  }

  @Override
  public String stage() {
    return "graph_betti";
  }

  @Override
  public List<String> measures() {
    return measures;
  }

  @Override
  public Key key() {
    return Key.of("graph betti", 1)
        .with("measures", measures)
        .with("neighbors", options.graph().neighbors())
        .with("steps", options.graph().steps())
        .with("points per class", options.pointsPerClass())
        .with("seed", options.seed());
  }

  @Override
  public boolean readsDistances() {
    return true;
  }

  @Override
  public Cost cost(CloudSize size) {
    double n = Math.min(size.smallestClass(), options.pointsPerClass());
    return Cost.of(
        SETTINGS * size.classes() * (SECONDS_PER_POINT * n + SECONDS_PER_PAIR * n * n),
        (long) (20 * n * n));
  }

  @Override
  public void measure(LayerPoints points, StageRows rows, Progress progress) {
    ValueRows values =
        ValueRows.of(points, options.seed(), "steps along nearest neighbours, one scale", "none");
    RandomStream stream = RandomStream.seeded(options.seed()).derive("graph betti");
    ClassDraws draws = ClassDraws.of(points, options.pointsPerClass(), stream);
    if (draws.chosen().isEmpty()) {
      String why =
          draws.members().isEmpty()
              ? "the data have no labels"
              : "no class has %d points or more".formatted(LifespanSums.FEWEST_POINTS);
      for (String measure : measures) {
        rows.add(values.overall(measure, Estimate.notEstimable(why), 0, Map.of()));
      }
      return;
    }
    SortedMap<Integer, List<Found>> byClass = new TreeMap<>();
    for (Map.Entry<Integer, int[]> entry : draws.chosen().entrySet()) {
      DistanceMatrix distances = points.distances(progress).matrix().select(entry.getValue());
      List<Found> found = new ArrayList<>();
      for (GraphOptions setting : settings(draws.each())) {
        found.add(found(distances, setting, progress));
      }
      byClass.put(entry.getKey(), found);
    }
    for (String measure : measures) {
      int degree = MEASURES.indexOf(measure);
      draws
          .members()
          .forEach(
              (index, members) -> {
                List<Found> found = byClass.get(index);
                if (found == null) {
                  rows.add(
                      values.ofClass(
                          measure,
                          index,
                          points.className(index),
                          Estimate.notEstimable(
                              "%d points are fewer than %d"
                                  .formatted(members.length, LifespanSums.FEWEST_POINTS)),
                          members.length,
                          Map.of()));
                } else {
                  rows.add(
                      values.ofClassWithoutError(
                          measure,
                          index,
                          points.className(index),
                          found.get(0).betti()[degree],
                          draws.each(),
                          parameters(found, degree, members.length)));
                }
              });
      addMean(measure, degree, byClass, draws, values, rows);
    }
  }

  private void addMean(
      String measure,
      int degree,
      SortedMap<Integer, List<Found>> byClass,
      ClassDraws draws,
      ValueRows values,
      StageRows rows) {
    double sum = 0;
    int unstable = 0;
    int crowded = 0;
    for (List<Found> found : byClass.values()) {
      sum += found.get(0).betti()[degree];
      unstable += answers(found, degree).size() > 1 ? 1 : 0;
      crowded += found.get(0).joined() > CROWDED ? 1 : 0;
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("aggregate", "mean over classes");
    parameters.put("classes", byClass.size());
    parameters.put("classesLeftOut", draws.members().size() - byClass.size());
    parameters.put("neighbors", found(byClass).setting().neighbors());
    parameters.put("steps", options.graph().steps());
    parameters.put("classesThatDependOnSettings", unstable);
    List<String> warnings = new ArrayList<>();
    if (unstable > 0) {
      warnings.add(
          "in %d of %d classes another number of neighbours or steps gives another Betti number"
              .formatted(unstable, byClass.size()));
    }
    if (crowded > 0) {
      warnings.add(
          "in %d of %d classes more than half of all pairs are joined: too few points for these settings"
              .formatted(crowded, byClass.size()));
    }
    parameters.put("warnings", warnings);
    rows.add(values.overallWithoutError(measure, sum / byClass.size(), draws.each(), parameters));
  }

  private static Found found(SortedMap<Integer, List<Found>> byClass) {
    return byClass.values().iterator().next().get(0);
  }

  /** The setting asked for and those beside it, each once, within what so many points allow. */
  private Set<GraphOptions> settings(int points) {
    int k = Math.min(options.graph().neighbors(), points - 1);
    int steps = options.graph().steps();
    Set<GraphOptions> settings = new LinkedHashSet<>();
    settings.add(new GraphOptions(k, steps));
    settings.add(new GraphOptions(Math.max(1, k / 2), steps));
    settings.add(new GraphOptions(Math.min(2 * k, points - 1), steps));
    settings.add(new GraphOptions(k, Math.max(1, steps - 1)));
    settings.add(new GraphOptions(k, steps + 1));
    return settings;
  }

  private static Found found(DistanceMatrix distances, GraphOptions setting, Progress progress) {
    PointGraph joined =
        PointGraph.ofNearest(distances, setting.neighbors()).withinSteps(setting.steps(), progress);
    return new Found(setting, CliqueBetti.of(joined, HIGHEST_DEGREE, progress), joined.density());
  }

  private static Set<Integer> answers(List<Found> found, int degree) {
    Set<Integer> answers = new LinkedHashSet<>();
    found.forEach(one -> answers.add(one.betti()[degree]));
    return answers;
  }

  private static Map<String, Object> parameters(List<Found> found, int degree, int available) {
    Found own = found.get(0);
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("drawnFrom", available);
    parameters.put("neighbors", own.setting().neighbors());
    parameters.put("steps", own.setting().steps());
    parameters.put("joinedPairs", own.joined());
    List<Map<String, Object>> bySettings = new ArrayList<>();
    for (Found one : found) {
      Map<String, Object> at = new LinkedHashMap<>();
      at.put("neighbors", one.setting().neighbors());
      at.put("steps", one.setting().steps());
      at.put("betti", one.betti()[degree]);
      bySettings.add(at);
    }
    parameters.put("bySettings", bySettings);
    List<String> warnings = new ArrayList<>();
    if (answers(found, degree).size() > 1) {
      warnings.add(
          "another number of neighbours or steps gives another Betti number: "
              + answers(found, degree));
    }
    if (own.joined() > CROWDED) {
      warnings.add(
          "%.0f %% of all pairs are joined: too few points for these settings"
              .formatted(100 * own.joined()));
    }
    parameters.put("warnings", warnings);
    return parameters;
  }

  /**
   * The Betti numbers of a class.
   *
   * @param joined share of all pairs that are joined
   */
  private record Found(GraphOptions setting, int[] betti, double joined) {}
}
