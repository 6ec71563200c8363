package dev.nervure.study.layers;

import dev.nervure.graph.CliqueBetti;
import dev.nervure.graph.PointGraph;
import dev.nervure.homology.RipsTooLargeException;
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
import java.util.Locale;
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
 * of it and gives all of them. Where the complex of such a setting is too large to be counted, the
 * setting is left out and the value warns of that.
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

  /** Counts the Betti numbers of a graph, up to the highest degree. */
  interface Counting {
    /**
     * One number a degree.
     *
     * @throws RipsTooLargeException where the complex is too large
     */
    int[] betti(PointGraph graph, Progress progress);
  }

  private final List<String> measures;
  private final LayerOptions options;
  private final Counting counting;

  GraphBettiMeasurement(List<String> measures, LayerOptions options) {
    this(measures, options, (graph, progress) -> CliqueBetti.of(graph, HIGHEST_DEGREE, progress));
  }

  GraphBettiMeasurement(List<String> measures, LayerOptions options, Counting counting) {
    this.measures = measures;
    this.options = options;
    this.counting = counting;
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
    return Key.of("graph betti", 2)
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
    SortedMap<Integer, Answers> byClass = new TreeMap<>();
    for (Map.Entry<Integer, int[]> entry : draws.chosen().entrySet()) {
      DistanceMatrix distances = points.distances(progress).matrix().select(entry.getValue());
      byClass.put(entry.getKey(), answers(distances, settings(draws.each()), progress));
    }
    for (String measure : measures) {
      int degree = MEASURES.indexOf(measure);
      draws
          .members()
          .forEach(
              (index, members) -> {
                Answers answers = byClass.get(index);
                if (answers == null) {
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
                          answers.own().betti()[degree],
                          draws.each(),
                          parameters(answers, degree, members.length)));
                }
              });
      addMean(measure, degree, byClass, draws, values, rows);
    }
  }

  private void addMean(
      String measure,
      int degree,
      SortedMap<Integer, Answers> byClass,
      ClassDraws draws,
      ValueRows values,
      StageRows rows) {
    double sum = 0;
    int unstable = 0;
    int crowded = 0;
    int tooLarge = 0;
    for (Answers answers : byClass.values()) {
      sum += answers.own().betti()[degree];
      unstable += answers.ofDegree(degree).size() > 1 ? 1 : 0;
      crowded += answers.own().joined() > CROWDED ? 1 : 0;
      tooLarge += answers.tooLarge().isEmpty() ? 0 : 1;
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("aggregate", "mean over classes");
    parameters.put("classes", byClass.size());
    parameters.put("classesLeftOut", draws.members().size() - byClass.size());
    parameters.put("neighbors", setting(byClass).neighbors());
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
    if (tooLarge > 0) {
      warnings.add(
          "in %d of %d classes the complex of another number of neighbours or steps is too large to be counted"
              .formatted(tooLarge, byClass.size()));
    }
    parameters.put("warnings", warnings);
    rows.add(values.overallWithoutError(measure, sum / byClass.size(), draws.each(), parameters));
  }

  private static GraphOptions setting(SortedMap<Integer, Answers> byClass) {
    return byClass.values().iterator().next().own().setting();
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

  /**
   * What the settings give, of which the first is the one asked for.
   *
   * @throws RipsTooLargeException where the complex of the first is too large
   */
  private Answers answers(DistanceMatrix distances, Set<GraphOptions> settings, Progress progress) {
    List<Found> found = new ArrayList<>();
    List<GraphOptions> tooLarge = new ArrayList<>();
    for (GraphOptions setting : settings) {
      try {
        found.add(found(distances, setting, progress));
      } catch (RipsTooLargeException e) {
        if (found.isEmpty()) {
          throw e;
        }
        tooLarge.add(setting);
      }
    }
    return new Answers(found, tooLarge);
  }

  private Found found(DistanceMatrix distances, GraphOptions setting, Progress progress) {
    PointGraph joined =
        PointGraph.ofNearest(distances, setting.neighbors()).withinSteps(setting.steps(), progress);
    return new Found(setting, counting.betti(joined, progress), joined.density());
  }

  private static Map<String, Object> parameters(Answers answers, int degree, int available) {
    Found own = answers.own();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("drawnFrom", available);
    parameters.put("neighbors", own.setting().neighbors());
    parameters.put("steps", own.setting().steps());
    parameters.put("joinedPairs", own.joined());
    List<Map<String, Object>> bySettings = new ArrayList<>();
    for (Found one : answers.found()) {
      Map<String, Object> at = new LinkedHashMap<>();
      at.put("neighbors", one.setting().neighbors());
      at.put("steps", one.setting().steps());
      at.put("betti", one.betti()[degree]);
      bySettings.add(at);
    }
    parameters.put("bySettings", bySettings);
    List<String> warnings = new ArrayList<>();
    if (answers.ofDegree(degree).size() > 1) {
      warnings.add(
          "another number of neighbours or steps gives another Betti number: "
              + answers.ofDegree(degree));
    }
    for (GraphOptions setting : answers.tooLarge()) {
      warnings.add(
          "the complex of %d neighbours and %d steps is too large to be counted"
              .formatted(setting.neighbors(), setting.steps()));
    }
    if (own.joined() > CROWDED) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of all pairs are joined: too few points for these settings",
              100 * own.joined()));
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

  /**
   * A class under several settings.
   *
   * @param found of the setting asked for, and then of those beside it
   * @param tooLarge the settings beside it whose complex is too large
   */
  private record Answers(List<Found> found, List<GraphOptions> tooLarge) {
    /** Of the setting asked for. */
    Found own() {
      return found.get(0);
    }

    /** The different Betti numbers of a degree. */
    Set<Integer> ofDegree(int degree) {
      Set<Integer> numbers = new LinkedHashSet<>();
      found.forEach(one -> numbers.add(one.betti()[degree]));
      return numbers;
    }
  }
}
