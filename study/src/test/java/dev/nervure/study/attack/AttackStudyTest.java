package dev.nervure.study.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.attack.AttackSettings;
import dev.nervure.attack.Clipping;
import dev.nervure.attack.Norm;
import dev.nervure.box.Box;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyReader;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.Subject;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.StudyJson;
import dev.nervure.study.StudyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackStudyTest {
  private static final int SAMPLES = 48;

  @TempDir Path folder;

  private interface Look {
    void at(Model model, LabelledSamples samples, RunDirectory run) throws IOException;
  }

  private void attack(AttackOptions options, Look look) throws IOException {
    Path file = AttackedGlyphs.network(folder, 3);
    LabelledSamples samples = AttackedGlyphs.samples(SAMPLES);
    try (Model model = Model.load(file);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      AttackStudy study =
          AttackStudy.of(model, file, samples, options.withLayers(AttackedGlyphs.layers(2)));
      new StudyRunner(study).run(run, Progress.none());
      assertThat(run.failedStages()).isEmpty();
      look.at(model, samples, run);
    }
  }

  private static double value(Results results, Subject subject, String measure) {
    for (MeasuredValue value : results.at(subject).measures()) {
      if (value.name().equals(measure) && value.place().equals(subject.place())) {
        return value.estimate();
      }
    }
    throw new AssertionError(measure + " of " + subject.text());
  }

  /** What stands in the results is what the network answers to the arrays that lie in the run. */
  @Test
  void accuracyAndChangesAreThoseOfTheArraysInTheRun() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("pgd"), List.of(0.05, 0.2)).withExchanges(9).withNeighbors(4);
    attack(
        options,
        (model, samples, run) -> {
          for (double strength : options.strengths()) {
            for (String method : List.of("pgd", "noise")) {
              Subject subject = Subject.ofGroup(method + " linf").withStrength(strength);
              Path file = run.at("attacked/%s-linf-%s.npy".formatted(method, strength));
              NdArray changed = NpyReader.open(file).readAll();
              double[] logits = model.predict(changed).doubles();
              float[] clean = AdaptedSamples.of(samples, model).read(0, SAMPLES).floats();
              int right = 0;
              double lengths = 0;
              for (int row = 0; row < SAMPLES; row++) {
                right += answer(logits, row) == samples.label(row) ? 1 : 0;
                double squares = 0;
                for (int i = row * 784; i < (row + 1) * 784; i++) {
                  double change = (double) changed.floats()[i] - clean[i];
                  assertThat(Math.abs(change)).isLessThanOrEqualTo(strength);
                  squares += change * change;
                }
                lengths += Math.sqrt(squares);
              }
              Results results = run.results();
              assertThat(value(results, subject, "attack_accuracy"))
                  .isEqualTo((double) right / SAMPLES);
              assertThat(value(results, subject, "attack_change"))
                  .isCloseTo(lengths / SAMPLES, within(1e-9));
              assertThat(Files.size(Path.of(file.toString().replace(".npy", ".png"))))
                  .isGreaterThan(200);
            }
          }
          JsonNode json = StudyJson.tree(run, AttacksSection.all());
          assertThat(json.get("attacks")).hasSize(2);
          assertThat(json.get("controls")).hasSize(2);
          JsonNode first = json.get("attacks").get(0);
          assertThat(first.get("method").asText()).isEqualTo("pgd");
          assertThat(first.get("norm").asText()).isEqualTo("linf");
          assertThat(first.get("eps").asDouble()).isEqualTo(0.05);
          assertThat(first.get("accuracy").asDouble())
              .isBetween(first.get("low").asDouble(), first.get("high").asDouble());
          assertThat(json.get("cleanAccuracy").asDouble())
              .isGreaterThanOrEqualTo(first.get("accuracy").asDouble());
        });
  }

  private static int answer(double[] logits, int row) {
    int best = 0;
    for (int k = 1; k < 10; k++) {
      best = logits[row * 10 + k] > logits[row * 10 + best] ? k : best;
    }
    return best;
  }

  @Test
  void theSmallestChangesGiveACurveThatFalls() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("deepfool"), List.of(0.0, 0.1, 0.5, 100.0)).withExchanges(0);
    attack(
        options,
        (model, samples, run) -> {
          Results results = run.results();
          Subject group = Subject.ofGroup("deepfool l2");
          double clean = results.at(ChosenAttack.CLEAN).accuracy().orElseThrow();
          double before = value(results, group.withStrength(0.0), "attack_accuracy");
          assertThat(before).isEqualTo(clean);
          for (double strength : options.strengths()) {
            double now = value(results, group.withStrength(strength), "attack_accuracy");
            assertThat(now).isLessThanOrEqualTo(before);
            before = now;
          }
          assertThat(before).isEqualTo(value(results, group, "attack_accuracy"));
        });
  }

  /** The smallest changes stop right behind the border, and rounding takes some back over it. */
  @Test
  void whatRoundingUndoesIsCountedAndSaid() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("deepfool"), List.of()).withBytes(true).withExchanges(0);
    attack(
        options,
        (model, samples, run) -> {
          AttackOutcome one = AttackOutcome.of(run.results(), false).get(0);
          JsonNode json = StudyJson.tree(run, AttacksSection.all()).get("attacks").get(0);
          assertThat(json.get("fooledBeforeRounding").asInt()).isEqualTo(one.fooled());
          assertThat(json.get("setRightByRounding").asInt()).isEqualTo(one.setRight());
          assertThat(one.setRight()).isBetween(1, one.fooled());
          // Rounding fools nobody whom the attack has not: it leaves the others as they are.
          assertThat(json.get("success").asDouble())
              .isCloseTo((one.fooled() - one.setRight()) / (double) one.asked(), within(1e-9));
          assertThat(run.manifest().notes())
              .anyMatch(note -> note.startsWith("rounding to 8 bits set " + one.setRight()));
        });
  }

  @Test
  void inputsThatWereNeverFooledAreCounted() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("cw"), List.of())
            .withSettings(AttackSettings.defaults().withSteps(1))
            .withExchanges(0);
    attack(
        options,
        (model, samples, run) -> {
          AttackOutcome one = AttackOutcome.of(run.results(), false).get(0);
          assertThat(one.fooled()).isLessThan(one.asked());
          assertThat(run.manifest().notes())
              .anyMatch(
                  note ->
                      note.startsWith(
                          "cw l2 fooled %d of %d inputs".formatted(one.fooled(), one.asked())));
        });
  }

  @Test
  void aStrengthBeyondTheRangeOfTheValuesIsNoted() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("fgsm"), List.of(1.0, 8.0)).withControl(false).withExchanges(0);
    attack(
        options,
        (model, samples, run) ->
            assertThat(run.manifest().notes())
                .filteredOn(note -> note.contains("more than the whole range"))
                .singleElement()
                .asString()
                .contains("a strength of 8 (linf)", "8/255", "8levels"));
  }

  @Test
  void aTargetIsCountedAsReached() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("bim"), List.of(0.5)).withTarget(4).withExchanges(0);
    attack(
        options,
        (model, samples, run) -> {
          Subject subject = Subject.ofGroup("bim linf to 4").withStrength(0.5);
          int others = 0;
          int reached = 0;
          for (var sample : run.results().at(subject).samples()) {
            boolean other = sample.label() != 4;
            others += other ? 1 : 0;
            reached += other && sample.predicted() == 4 ? 1 : 0;
          }
          assertThat(value(run.results(), subject, "attack_success"))
              .isEqualTo((double) reached / others);
          // A budget of half the range leads a network of random weights anywhere.
          assertThat(reached).isGreaterThan(others / 2);
        });
  }

  /** Inputs of the target's own class that are answered rightly have not been fooled. */
  @Test
  void aTargetIsNoHarmToItsOwnClass() throws IOException {
    int target;
    try (Model model = Model.load(AttackedGlyphs.network(folder, 3))) {
      target = mostOftenRight(model, AttackedGlyphs.samples(SAMPLES));
    }
    AttackOptions options =
        AttackOptions.of(List.of("cw"), List.of(0.0))
            .withSettings(AttackSettings.defaults().withSteps(5))
            .withTarget(target)
            .withExchanges(0);
    attack(
        options,
        (model, samples, run) -> {
          Results results = run.results();
          Subject group = Subject.ofGroup("cw l2 to " + target);
          double clean = results.at(ChosenAttack.CLEAN).accuracy().orElseThrow();
          assertThat(clean).isGreaterThan(0);
          assertThat(value(results, group.withStrength(0.0), "attack_accuracy")).isEqualTo(clean);
          MeasuredValue change =
              results.at(group).measures().stream()
                  .filter(one -> one.name().equals("attack_change"))
                  .findFirst()
                  .orElseThrow();
          long fooled =
              results.at(group).samples().stream()
                  .filter(one -> one.label() != target && one.predicted() == target)
                  .filter(one -> clean(results, one.sample()).predicted().equals(one.label()))
                  .count();
          assertThat(change.n()).isEqualTo((int) fooled);
        });
  }

  private static SampleResult clean(Results results, int sample) {
    return results.at(ChosenAttack.CLEAN).samples().get(sample);
  }

  private static int mostOftenRight(Model model, LabelledSamples samples) {
    double[] logits = model.predict(AdaptedSamples.of(samples, model).read(0, SAMPLES)).doubles();
    int[] right = new int[10];
    for (int row = 0; row < SAMPLES; row++) {
      right[samples.label(row)] += answer(logits, row) == samples.label(row) ? 1 : 0;
    }
    return IntStream.range(0, 10).boxed().max(Comparator.comparingInt(k -> right[k])).orElseThrow();
  }

  /** What the paper's manner has no effect on is not claimed; noise is no attack of many steps. */
  @Test
  void notesSayWhatHoldsForTheseAttacks() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("fgsm", "noise", "deepfool"), List.of(0.5))
            .withPaper(true)
            .withExchanges(0);
    attack(
        options,
        (model, samples, run) -> {
          Results results = run.results();
          Subject single = Subject.ofGroup("fgsm linf").withStrength(0.5);
          Subject noise = Subject.ofGroup("noise linf").withStrength(0.5);
          assertThat(value(results, noise, "attack_accuracy"))
              .isGreaterThan(value(results, single, "attack_accuracy") + 0.02);
          String notes = StudyJson.tree(run, AttacksSection.all()).get("notes").toString();
          assertThat(notes)
              .contains(
                  "units that enter the network; nothing keeps the values in a range; softmax is applied twice in the loss of fgsm,")
              .doesNotContain("one step (");
          for (MeasuredValue value : results.at(single).measures()) {
            if (value.place().equals(single.place())) {
              assertThat(value.convention()).isEqualTo("units that enter the network");
            }
          }
        });
  }

  @Test
  void inARangeAndWithoutThatLossThePapersMannerIsItsUnits() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("deepfool"), List.of())
            .withPaper(true)
            .withBox(Box.uniform(0, 1))
            .withExchanges(0);
    attack(
        options,
        (model, samples, run) ->
            assertThat(StudyJson.tree(run, AttacksSection.all()).get("notes").toString())
                .contains("units that enter the network")
                .doesNotContain("nothing keeps", "softmax is applied"));
  }

  @Test
  void layersAreComparedWithTestsAndDetectors() throws IOException {
    AttackOptions options =
        AttackOptions.of(List.of("pgd"), List.of(0.3))
            .withControl(false)
            .withExchanges(19)
            .withNeighbors(4);
    attack(
        options,
        (model, samples, run) -> {
          Results ofAttack = run.results().at(Subject.ofGroup("pgd linf").withStrength(0.3));
          int layers = ofAttack.layers().size();
          int logits = ofAttack.layers().get(layers - 1).index();
          assertThat(ComparisonStage.measures()).hasSize(5);
          for (var measure : ComparisonStage.measures()) {
            List<MeasuredValue> values =
                ofAttack.measures().stream()
                    .filter(value -> value.name().equals(measure.name()))
                    .toList();
            assertThat(values).as(measure.name()).hasSize(layers);
            for (MeasuredValue value : values) {
              assertThat(value.n()).isLessThanOrEqualTo(40);
              boolean atLogits = Objects.equals(value.place().layer(), logits);
              if (value.isEstimable() || atLogits) {
                requireCompared(value);
              }
            }
          }
        });
  }

  /** Of 40 pairs, 20 of which detectors know and 20 of which they are asked about. */
  private static void requireCompared(MeasuredValue value) {
    String text = value.name() + " at " + value.place().text();
    assertThat(value.isEstimable()).as(text).isTrue();
    JsonNode parameters = MeasuredValueJson.of(value).get("parameters");
    if (value.name().startsWith("detector_")) {
      assertThat(value.n()).as(text).isEqualTo(20);
      assertThat(value.estimate()).as(text).isBetween(0.0, 1.0);
      assertThat(value.error()).as(text).isNotNull();
      assertThat(parameters.get("knownPoints").asInt()).isEqualTo(20);
    } else {
      assertThat(value.n()).as(text).isEqualTo(40);
      double p = parameters.get("p").asDouble();
      assertThat(p).as(text).isBetween(0.05, 1.0);
      assertThat(parameters.get("pCorrected").asDouble()).as(text).isBetween(p, 1.0);
      assertThat(parameters.get("exchanges").asInt()).isEqualTo(19);
    }
  }

  @Test
  void ofSeveralMethodsEachGetsWhatItTakes() {
    AttackOptions options =
        AttackOptions.of(List.of("fgsm", "pgd", "deepfool", "noise"), List.of(0.1))
            .withSettings(AttackSettings.defaults().withSteps(20).withRestarts(3));
    assertThat(options.attacks()).hasSize(4);
    assertThat(options.settingsOf("pgd").steps()).isEqualTo(20);
    assertThat(options.settingsOf("pgd").restarts()).isEqualTo(3);
    assertThat(options.settingsOf("deepfool").steps()).isEqualTo(20);
    assertThat(options.settingsOf("deepfool").restarts()).isEqualTo(1);
    assertThat(options.settingsOf("fgsm").given()).isEmpty();
    AttackOptions none =
        AttackOptions.of(List.of("deepfool", "cw"), List.of())
            .withSettings(AttackSettings.defaults().withClipping(Clipping.STEP));
    assertThatThrownBy(none::attacks).hasMessageContainingAll("--clip", "deepfool", "cw", "pgd");
  }

  @Test
  void strengthsAreCheckedForEveryMethod() {
    for (double strength : new double[] {-1, 8 / 0.0, Double.NaN}) {
      for (String method : List.of("pgd", "deepfool")) {
        assertThatThrownBy(() -> AttackOptions.of(List.of(method), List.of(0.1, strength)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(String.valueOf(strength));
      }
    }
  }

  @Test
  void whatCannotBeAttackedIsRefused() throws IOException {
    Path file = AttackedGlyphs.network(folder, 3);
    LabelledSamples samples = AttackedGlyphs.samples(SAMPLES);
    AttackOptions options = AttackOptions.of(List.of("pgd"), List.of(0.1));
    try (Model model = Model.load(file)) {
      NdArray values = samples.read(0, 20);
      LabelledSamples bare = LabelledSamples.of(values, null, List.of(), "bare");
      assertThatThrownBy(() -> AttackStudy.of(model, file, bare, options))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("no labels");
      float[] wide = values.floats().clone();
      wide[3] = -0.4321f;
      LabelledSamples outside =
          LabelledSamples.of(
              NdArray.of(wide, values.shape()),
              new int[20],
              List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
              "wide");
      assertThatThrownBy(() -> AttackStudy.of(model, file, outside, options))
          .isInstanceOf(BadDataException.class)
          .hasMessageContainingAll("-0.4321", "--box", "--mean");
      AttackStudy.of(model, file, outside, options.withBox(Box.NONE));
      assertThatThrownBy(
              () -> AttackStudy.of(model, file, outside, options.withBox(Box.NONE).withBytes(true)))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("8 bits");
      assertThatThrownBy(() -> AttackStudy.of(model, file, samples, options.withTarget(10)))
          .hasMessageContaining("no class 10");
      assertThatThrownBy(
              () ->
                  AttackStudy.of(model, file, samples, AttackOptions.of(List.of("pgd"), List.of())))
          .hasMessageContaining("needs a strength");
      assertThatThrownBy(
              () ->
                  AttackStudy.of(
                      model,
                      file,
                      samples,
                      AttackOptions.of(List.of("deepfool"), List.of())
                          .withSettings(AttackSettings.defaults().withNorm(Norm.LINF))))
          .hasMessageContaining("linf");
    }
  }
}
