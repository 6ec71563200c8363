package dev.nervure.study.attack;

import dev.nervure.attack.Changes;
import dev.nervure.attack.Clipping;
import dev.nervure.attack.Norm;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.image.PixelGrid;
import dev.nervure.measure.Measures;
import dev.nervure.progress.Progress;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.Proportion;
import dev.nervure.study.StageSink;
import dev.nervure.study.layers.ValueRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the answers to changed inputs compare with the labels and with the answers to the clean ones,
 * and how large the changes are: values of one attack, over all inputs. Everything is read off the
 * answers of the pass and the changed inputs in their file.
 */
final class RobustnessStage {
  static final String ACCURACY = "attack_accuracy";
  static final String SUCCESS = "attack_success";
  static final String MACRO_F1 = "attack_macro_f1";
  static final String CHANGE = "attack_change";
  static final String ROUNDED = "attack_rounded_away";

  private static final int READ_AT_ONCE = 256;

  private final AttackedInputs inputs;
  private final ChosenAttack chosen;
  private final AttackOptions options;

  RobustnessStage(AttackedInputs inputs, ChosenAttack chosen, AttackOptions options) {
    this.inputs = inputs;
    this.chosen = chosen;
    this.options = options;
  }

  /**
   * Of each input its label and answers before and after.
   *
   * @param predicted -1 where an output is NaN
   */
  private record Answered(int label, int clean, int predicted) {
    boolean wasRight() {
      return clean == label;
    }

    boolean isRight() {
      return predicted == label;
    }
  }

  StageRows rows(StageSink sink, Progress progress) {
    List<Answered> answers = answers(sink.results());
    double[][] changes = changes(sink, progress);
    StageRows rows = new StageRows();
    Subject subject = chosen.subject();
    int right = (int) answers.stream().filter(Answered::isRight).count();
    rows.add(share(ACCURACY, subject.place(), right, answers.size(), parameters(null)));
    addSuccess(rows, subject, answers);
    rows.add(macroF1(subject, answers));
    addChange(rows, subject, answers, changes);
    for (double strength : chosen.readAt()) {
      int kept = 0;
      for (int i = 0; i < answers.size(); i++) {
        Answered one = answers.get(i);
        boolean fooled = isFooled(one) && changes[i][0] <= strength;
        kept += one.wasRight() && !fooled ? 1 : 0;
      }
      rows.add(
          share(
              ACCURACY,
              subject.withStrength(strength).place(),
              kept,
              answers.size(),
              parameters(strength)));
    }
    return rows;
  }

  /**
   * Whether the attack has led to a wrong answer, and to its target where it has one: an input of
   * the target's own class that is answered rightly has not been fooled.
   */
  private boolean isFooled(Answered one) {
    Integer target = chosen.target();
    return !one.isRight() && (target == null || one.predicted() == target);
  }

  private List<Answered> answers(Results results) {
    List<SampleResult> clean = results.at(ChosenAttack.CLEAN).samples();
    List<SampleResult> changed = results.at(chosen.subject()).samples();
    List<Answered> answers = new ArrayList<>();
    for (int i = 0; i < clean.size(); i++) {
      answers.add(
          new Answered(
              Objects.requireNonNull(clean.get(i).label()),
              answer(clean.get(i)),
              answer(changed.get(i))));
    }
    return answers;
  }

  private static int answer(SampleResult sample) {
    Integer predicted = sample.predicted();
    return predicted == null ? -1 : predicted;
  }

  /** Of each input the size of its change: in the attack's norm, in L2 and in L-inf. */
  private double[][] changes(StageSink sink, Progress progress) {
    StoredArray file = NpyReader.open(sink.at(chosen.file()));
    int size = inputs.space().size();
    double[][] changes = new double[inputs.size()][];
    for (int from = 0; from < inputs.size(); from += READ_AT_ONCE) {
      progress.checkCancelled();
      int to = Math.min(inputs.size(), from + READ_AT_ONCE);
      float[] clean = inputs.read(from, to).floats();
      float[] changed = file.read(from, to).floats();
      for (int i = from; i < to; i++) {
        int start = (i - from) * size;
        double l2 = Changes.length(Norm.L2, changed, clean, start, size);
        double linf = Changes.length(Norm.LINF, changed, clean, start, size);
        double own =
            switch (chosen.attack().norm()) {
              case LINF -> linf;
              case L0 ->
                  Changes.pixels(PixelGrid.of(inputs.space().shape()), changed, clean, start);
              case L2, ROTATION -> l2;
            };
        changes[i] = new double[] {own, l2, linf};
      }
    }
    return changes;
  }

  private void addSuccess(StageRows rows, Subject subject, List<Answered> answers) {
    Integer target = chosen.target();
    int asked = 0;
    int reached = 0;
    for (Answered one : answers) {
      boolean counts = target == null ? one.wasRight() : one.label() != target;
      asked += counts ? 1 : 0;
      reached += counts && isFooled(one) ? 1 : 0;
    }
    Map<String, Object> parameters = parameters(null);
    parameters.put("of", target == null ? "inputs answered rightly" : "inputs of other classes");
    if (asked == 0) {
      rows.add(
          values(subject.place())
              .overall(
                  SUCCESS,
                  Estimate.notEstimable("there are no " + parameters.get("of")),
                  0,
                  parameters));
    } else {
      rows.add(share(SUCCESS, subject.place(), reached, asked, parameters));
    }
  }

  /**
   * Of the inputs that were fooled before their change was rounded, the share that no longer are.
   *
   * @param away how many these are
   */
  MeasuredValue rounded(int away, int fooled) {
    Place place = chosen.subject().place();
    Map<String, Object> parameters = parameters(null);
    parameters.put("of", "inputs fooled before rounding");
    return fooled == 0
        ? values(place)
            .overall(
                ROUNDED,
                Estimate.notEstimable("no input was fooled before rounding"),
                0,
                parameters)
        : share(ROUNDED, place, away, fooled, parameters);
  }

  /**
   * The mean over classes of 2 x hits / (labelled + answered); classes that are neither left out.
   */
  private MeasuredValue macroF1(Subject subject, List<Answered> answers) {
    int classes = inputs.network().classes();
    int[] labelled = new int[classes];
    int[] answered = new int[classes];
    int[] hits = new int[classes];
    for (Answered one : answers) {
      labelled[one.label()]++;
      hits[one.label()] += one.isRight() ? 1 : 0;
      if (one.predicted() >= 0) {
        answered[one.predicted()]++;
      }
    }
    double sum = 0;
    int counted = 0;
    for (int k = 0; k < classes; k++) {
      if (labelled[k] + answered[k] > 0) {
        sum += 2.0 * hits[k] / (labelled[k] + answered[k]);
        counted++;
      }
    }
    return withoutError(MACRO_F1, subject.place(), sum / counted, answers.size(), parameters(null));
  }

  /** Of an attack that looks for the smallest change only inputs that it has fooled count. */
  private void addChange(
      StageRows rows, Subject subject, List<Answered> answers, double[][] changes) {
    double[] lengths = new double[changes.length];
    double largest = 0;
    int counted = 0;
    for (int i = 0; i < changes.length; i++) {
      boolean fooled = answers.get(i).wasRight() && isFooled(answers.get(i));
      largest = Math.max(largest, changes[i][2]);
      if (fooled || !chosen.isNearest()) {
        lengths[counted++] = changes[i][1];
      }
    }
    Map<String, Object> parameters = parameters(null);
    parameters.put("of", chosen.isNearest() ? "inputs that were fooled" : "all inputs");
    parameters.put("largestChangeOfAValue", largest);
    Estimate mean = mean(Arrays.copyOf(lengths, counted));
    rows.add(values(subject.place()).overall(CHANGE, mean, counted, parameters));
  }

  /** With its standard error. In two passes: a square less a square would cancel. */
  private static Estimate mean(double[] lengths) {
    int n = lengths.length;
    if (n < 2) {
      return Estimate.notEstimable("needs at least 2 inputs but has " + n);
    }
    double sum = 0;
    for (double length : lengths) {
      sum += length;
    }
    double mean = sum / n;
    double squares = 0;
    for (double length : lengths) {
      squares += (length - mean) * (length - mean);
    }
    return Estimate.of(mean, Math.sqrt(squares / (n - 1) / n));
  }

  private ValueRows values(Place place) {
    return new ValueRows(place, options.layers().seed(), convention(), "none");
  }

  private String convention() {
    return inputs.asTheyEnter() ? "units that enter the network" : "units before normalisation";
  }

  private MeasuredValue share(
      String measure, Place place, int hits, int cases, Map<String, Object> parameters) {
    Proportion share = new Proportion(hits, cases);
    return new MeasuredValue(
        measure,
        place,
        null,
        share.value(),
        share.standardError(),
        share.low(),
        share.high(),
        Measures.named(measure).intervalOf(),
        cases,
        options.layers().seed(),
        convention(),
        "none",
        PlainJson.of(parameters),
        null);
  }

  private MeasuredValue withoutError(
      String measure, Place place, double value, int n, Map<String, Object> parameters) {
    return new MeasuredValue(
        measure,
        place,
        null,
        value,
        null,
        null,
        null,
        null,
        n,
        options.layers().seed(),
        convention(),
        "none",
        PlainJson.of(parameters),
        null);
  }

  private Map<String, Object> parameters(@Nullable Double readAt) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("method", chosen.attack().name());
    parameters.put("norm", chosen.attack().norm().text());
    Double strength = chosen.isNearest() ? readAt : (Double) chosen.attack().strength();
    if (strength != null) {
      parameters.put("eps", strength);
    }
    Integer target = chosen.target();
    if (target != null) {
      parameters.put("target", target);
    }
    Clipping clipping = chosen.attack().clipping();
    if (clipping != null) {
      parameters.put("clip", clipping.text());
    }
    parameters.put("control", chosen.control());
    return parameters;
  }
}
