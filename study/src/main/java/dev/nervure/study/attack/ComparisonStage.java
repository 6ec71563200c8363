package dev.nervure.study.attack;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ResourceException;
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
 * dimensions with permutation tests, corrected over the layers, and detectors by layer. A layer of
 * which nothing can be said is recorded so, and the others go on.
 */
final class ComparisonStage {
  static final String LIFESPAN_SHIFT = "attack_lifespan_shift";
  static final String DIMENSION_SHIFT = "attack_dimension_shift";

  private static final String REPEATS =
      "some points of the layer repeat others, so that there is no TwoNN dimension";

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
      try {
        compare(before.get(i), after.get(i), sink, rows, tested, progress);
      } catch (CancelledException | ResourceException e) {
        throw e;
      } catch (RuntimeException e) {
        String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        GroupComparison.DETECTORS.forEach(name -> rows.add(refused(place, name, why, 0)));
        tested.add(new Tested(place, LIFESPAN_SHIFT, null, why, 0));
        tested.add(new Tested(place, DIMENSION_SHIFT, null, why, 0));
      }
    }
    if (options.exchanges() > 0) {
      addTested(rows, tested, LIFESPAN_SHIFT);
      addTested(rows, tested, DIMENSION_SHIFT);
    }
    return rows;
  }

  private void compare(
      LayerResult before,
      LayerResult after,
      StageSink sink,
      StageRows rows,
      List<Tested> tested,
      Progress progress) {
    LayerPoints ofClean = clean.points(before, sink);
    LayerPoints ofChanged = changed.points(after, sink);
    if (ofClean.size() != ofChanged.size() || ofClean.dropped() + ofChanged.dropped() > 0) {
      throw new IllegalStateException("some activations are not finite, so that pairs are broken");
    }
    if (ofClean.size() != sink.results().at(ChosenAttack.CLEAN).samples().size()) {
      throw new IllegalStateException(
          "a point for each sample is compared, but the layer has %d points for %d samples"
              .formatted(ofClean.size(), sink.results().at(ChosenAttack.CLEAN).samples().size()));
    }
    int[] rowsTaken = taken(ofClean.size());
    int pairs = rowsTaken.length;
    if (pairs < GroupComparison.FEWEST_PAIRS) {
      throw new IllegalStateException(
          "needs at least %d samples but has %d".formatted(GroupComparison.FEWEST_PAIRS, pairs));
    }
    GroupComparison comparison =
        new GroupComparison(ofClean.rows(rowsTaken), ofChanged.rows(rowsTaken), progress);
    RandomStream random =
        RandomStream.seeded(options.layers().seed()).derive("comparison").derive(before.index());
    Results results = sink.results();
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
                values(after.place(), "changed above clean")
                    .overall(name, area, pairs - pairs / 2, parameters)));
    if (options.exchanges() > 0) {
      test(comparison, after.place(), pairs, random, tested, progress);
    }
  }

  private void test(
      GroupComparison comparison,
      Place place,
      int pairs,
      RandomStream random,
      List<Tested> tested,
      Progress progress) {
    int exchanges = options.exchanges();
    tested.add(
        new Tested(
            place,
            LIFESPAN_SHIFT,
            comparison.lifespans(exchanges, random.derive("lifespans"), progress).orElse(null),
            "all points of a cloud lie in one place",
            pairs));
    tested.add(
        new Tested(
            place,
            DIMENSION_SHIFT,
            comparison.dimensions(exchanges, random.derive("dimensions"), progress).orElse(null),
            REPEATS,
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
    double[] found =
        tested.stream()
            .map(Tested::result)
            .filter(Objects::nonNull)
            .mapToDouble(PermutationTest::pValue)
            .toArray();
    double[] corrected = FamilyWise.holm(found);
    int at = 0;
    for (Tested one : tested) {
      PermutationTest result = one.result();
      if (result == null) {
        rows.add(refused(one.place(), measure, one.refusal(), one.pairs()));
      } else {
        rows.add(difference(one, result, corrected[at++], found.length));
      }
    }
  }

  private MeasuredValue difference(
      Tested one, PermutationTest result, double corrected, int layers) {
    boolean relative = one.measure().equals(LIFESPAN_SHIFT);
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("p", result.pValue());
    parameters.put("pCorrected", corrected);
    parameters.put("correction", "Holm over %d layers".formatted(layers));
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
