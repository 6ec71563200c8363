package dev.nervure.study.attack;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.FamilyWise;
import dev.nervure.stats.PermutationTest;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.StageSink;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.LayerPoints;
import dev.nervure.study.layers.NonFinitePointsException;
import dev.nervure.study.layers.ValueRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one attack beside those of the clean inputs: differences of lifespan sums and of
 * dimensions with permutation tests, corrected over the layers by the exchanges that all of them
 * share, and detectors by layer. A layer that cannot be compared is recorded so, and the others go
 * on.
 */
final class ComparisonStage {
  static final String LIFESPAN_SHIFT = "attack_lifespan_shift";
  static final String DIMENSION_SHIFT = "attack_dimension_shift";

  private static final String ONE_PLACE = "all points of a cloud lie in one place";
  private static final String NO_DIMENSION =
      "fewer than 10 points of a cloud differ, or first and second neighbours are equally far everywhere (a lattice)";

  private final ChosenAttack chosen;
  private final AttackOptions options;
  private final LayerPhases clean;
  private final LayerPhases changed;

  ComparisonStage(
      ChosenAttack chosen, AttackOptions options, LayerPhases clean, LayerPhases changed) {
    this.chosen = chosen;
    this.options = options;
    this.clean = clean;
    this.changed = changed;
  }

  /** Expected cost for so many samples. */
  Cost cost(int samples) {
    int pairs = Math.min(samples, options.layers().pointsOverall());
    double seconds = 0;
    long memory = 0;
    for (LayerResult layer : clean.activations().keySet()) {
      Cost one = GroupComparison.cost(pairs, layer.measuredCoordinates(), options.exchanges());
      seconds += one.seconds();
      memory = Math.max(memory, one.memoryBytes());
    }
    return Cost.of(seconds, memory);
  }

  /** A tested difference of a layer. */
  private record Tested(
      Place place, String measure, @Nullable PermutationTest result, String refusal, int pairs) {}

  StageRows rows(StageSink sink, Progress progress) {
    StageRows rows = new StageRows();
    List<Tested> tested = new ArrayList<>();
    List<LayerResult> before = List.copyOf(clean.activations().keySet());
    List<LayerResult> after = List.copyOf(changed.activations().keySet());
    for (int i = 0; i < before.size(); i++) {
      progress.checkCancelled();
      Place place = after.get(i).place();
      Opened opened = open(before.get(i), after.get(i), sink, progress);
      GroupComparison comparison = opened.comparison();
      if (comparison == null) {
        String why = opened.refusal();
        GroupComparison.DETECTORS.forEach(name -> rows.add(refused(place, name, why, 0)));
        tested.add(new Tested(place, LIFESPAN_SHIFT, null, why, 0));
        tested.add(new Tested(place, DIMENSION_SHIFT, null, why, 0));
        continue;
      }
      detect(comparison, opened.rows(), before.get(i), place, sink.results(), rows);
      if (options.exchanges() > 0) {
        test(comparison, place, opened.rows().length, tested, progress);
      }
    }
    if (options.exchanges() > 0) {
      addTested(rows, tested, LIFESPAN_SHIFT);
      addTested(rows, tested, DIMENSION_SHIFT);
    }
    return rows;
  }

  /**
   * The clouds of a layer.
   *
   * @param comparison null where they cannot be compared
   * @param rows which samples are
   * @param refusal why they cannot, otherwise empty
   */
  private record Opened(@Nullable GroupComparison comparison, int[] rows, String refusal) {
    static Opened not(String why) {
      return new Opened(null, new int[0], why);
    }
  }

  private Opened open(LayerResult before, LayerResult after, StageSink sink, Progress progress) {
    LayerPoints ofClean;
    LayerPoints ofChanged;
    try {
      ofClean = clean.points(before, sink);
      ofChanged = changed.points(after, sink);
    } catch (NonFinitePointsException e) {
      return Opened.not(Objects.requireNonNullElse(e.getMessage(), ""));
    }
    if (ofClean.size() != ofChanged.size() || ofClean.dropped() + ofChanged.dropped() > 0) {
      return Opened.not("some activations are not finite, so that pairs are broken");
    }
    int samples = sink.results().at(ChosenAttack.CLEAN).samples().size();
    if (ofClean.size() != samples) {
      return Opened.not(
          "a point for each sample is compared, but the layer has %d points for %d samples"
              .formatted(ofClean.size(), samples));
    }
    int[] rows = taken(samples);
    if (rows.length < GroupComparison.FEWEST_PAIRS) {
      return Opened.not(
          "needs at least %d samples but has %d"
              .formatted(GroupComparison.FEWEST_PAIRS, rows.length));
    }
    return GroupComparison.of(ofClean.rows(rows), ofChanged.rows(rows), progress)
        .map(comparison -> new Opened(comparison, rows, ""))
        .orElseGet(() -> Opened.not("all points are equal"));
  }

  private void detect(
      GroupComparison comparison,
      int[] rowsTaken,
      LayerResult before,
      Place place,
      Results results,
      StageRows rows) {
    int pairs = rowsTaken.length;
    RandomStream random =
        RandomStream.seeded(options.layers().seed()).derive("comparison").derive(before.index());
    Map<String, Estimate> areas =
        comparison.detectors(
            options.neighbors(),
            of(results.at(ChosenAttack.CLEAN).samples(), rowsTaken, SampleResult::label),
            of(results.at(ChosenAttack.CLEAN).samples(), rowsTaken, SampleResult::predicted),
            of(results.at(chosen.subject()).samples(), rowsTaken, SampleResult::predicted),
            random.derive("halves"));
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("k", Math.min(options.neighbors(), pairs / 2 - 1));
    parameters.put("knownPoints", pairs / 2);
    parameters.put("errorMeaning", "over pairs");
    areas.forEach(
        (name, area) ->
            rows.add(
                values(place, "changed above clean")
                    .overall(name, area, pairs - pairs / 2, parameters)));
  }

  /** With the same exchanges in every layer, so that the layers are corrected together. */
  private void test(
      GroupComparison comparison, Place place, int pairs, List<Tested> tested, Progress progress) {
    int exchanges = options.exchanges();
    RandomStream random = RandomStream.seeded(options.layers().seed()).derive("exchanges");
    tested.add(
        new Tested(
            place,
            LIFESPAN_SHIFT,
            comparison.lifespans(exchanges, random, progress).orElse(null),
            ONE_PLACE,
            pairs));
    tested.add(
        new Tested(
            place,
            DIMENSION_SHIFT,
            comparison.dimensions(exchanges, random, progress).orElse(null),
            NO_DIMENSION,
            pairs));
  }

  /** The same samples in every layer and for every attack. */
  private int[] taken(int samples) {
    int most = options.layers().pointsOverall();
    if (samples <= most) {
      return IntStream.range(0, samples).toArray();
    }
    int[] taken =
        RandomStream.seeded(options.layers().seed())
            .derive("pairs")
            .sampleWithoutReplacement(samples, most);
    Arrays.sort(taken);
    return taken;
  }

  /** Reads a whole number of a sample. */
  private interface Field {
    @Nullable Integer of(SampleResult sample);
  }

  private static int[] of(List<SampleResult> samples, int[] rows, Field field) {
    return Arrays.stream(rows)
        .map(row -> Objects.requireNonNullElse(field.of(samples.get(row)), -1))
        .toArray();
  }

  private void addTested(StageRows rows, List<Tested> all, String measure) {
    List<Tested> tested = all.stream().filter(one -> one.measure().equals(measure)).toList();
    List<PermutationTest> found = new ArrayList<>();
    for (Tested one : tested) {
      PermutationTest result = one.result();
      if (result != null) {
        found.add(result);
      }
    }
    double[] corrected = FamilyWise.maxStatistic(found);
    int at = 0;
    for (Tested one : tested) {
      PermutationTest result = one.result();
      if (result == null) {
        rows.add(refused(one.place(), measure, one.refusal(), one.pairs()));
      } else {
        rows.add(difference(one, result, corrected[at++], found.size()));
      }
    }
  }

  private MeasuredValue difference(
      Tested one, PermutationTest result, double corrected, int layers) {
    boolean relative = one.measure().equals(LIFESPAN_SHIFT);
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("p", result.pValue());
    parameters.put("pCorrected", corrected);
    parameters.put(
        "correction", "largest statistic over %d layers, stepping down".formatted(layers));
    parameters.put("exchanges", result.permuted().length);
    parameters.put("exchangesWithoutValue", result.undefined());
    return new MeasuredValue(
        one.measure(),
        one.place(),
        null,
        relative ? StrictMath.expm1(result.observed()) : result.observed(),
        null,
        null,
        null,
        null,
        one.pairs(),
        options.layers().seed(),
        "changed against clean, exchanges within pairs",
        "none",
        PlainJson.of(parameters),
        null);
  }

  private MeasuredValue refused(Place place, String measure, String why, int n) {
    return values(place, "changed against clean")
        .overall(measure, Estimate.notEstimable(why), n, Map.of());
  }

  private ValueRows values(Place place, String convention) {
    return new ValueRows(place, options.layers().seed(), convention, "none");
  }

  /** The measures that this stage gives, in the order of the registry. */
  static List<Measure> measures() {
    List<String> names = new ArrayList<>(GroupComparison.DETECTORS);
    names.add(LIFESPAN_SHIFT);
    names.add(DIMENSION_SHIFT);
    return Measures.inOrder(names).stream().map(Measures::named).toList();
  }
}
