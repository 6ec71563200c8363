package dev.nervure.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.image.PixelGrid;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every attack of the list, on networks with random weights and random images. */
@ExtendWith(FreshSeed.class)
class AttacksTest {
  private static final Box PIXELS = Box.uniform(0, 1);
  private static final int IMAGES = 5;

  private static Model network(Random random) {
    Architecture architecture = Architectures.named("lenet");
    return Model.of(
        architecture.graph(architecture.defaults(List.of(1, 28, 28), 10), random.nextLong()),
        Precision.FLOAT32);
  }

  /** Images with many values at the ends of the range, as digits have them. */
  static float[] images(int images, int size, Random random) {
    float[] values = new float[images * size];
    for (int i = 0; i < values.length; i++) {
      float value = random.nextInt(256) / 255f;
      values[i] = random.nextBoolean() ? Math.round(value) : value;
    }
    return values;
  }

  static RandomStream[] streams(int count, long seed) {
    RandomStream[] streams = new RandomStream[count];
    for (int i = 0; i < count; i++) {
      streams[i] = RandomStream.seeded(seed).derive(i);
    }
    return streams;
  }

  /** Short, so that the slow ones are not. */
  private static AttackSettings settings(String name, Norm norm, Random random) {
    AttackSettings settings = AttackSettings.defaults().withNorm(norm);
    if (!Attacks.looksForNearest(name)) {
      settings =
          settings.withStrength(
              switch (norm) {
                case LINF -> 0.001 + 0.4 * random.nextDouble();
                case L2 -> 0.01 + 5 * random.nextDouble();
                case L0 -> 1.0 + random.nextInt(3);
                case ROTATION -> 30 * random.nextDouble();
              });
    }
    return Attacks.settings(name).contains(AttackSetting.STEPS) ? settings.withSteps(3) : settings;
  }

  private static int[] answers(AttackedNetwork network, NdArray inputs) {
    double[] logits = network.logits(inputs);
    int[] answers = new int[inputs.shape()[0]];
    for (int row = 0; row < answers.length; row++) {
      answers[row] = Goal.answer(logits, row * network.classes(), network.classes());
    }
    return answers;
  }

  @Test
  void boxAndBudgetHoldExactlyAndNothingDependsOnChance(Random random) {
    try (Model model = network(random)) {
      InputSpace space = InputSpace.of(new int[] {1, 28, 28}, PIXELS);
      AttackedNetwork network = AttackedNetwork.of(model, space);
      float[] clean = images(IMAGES, space.size(), random);
      NdArray inputs = space.batch(clean.clone());
      Goal goal = Goal.awayFrom(answers(network, inputs));
      for (String name : Attacks.names()) {
        for (Norm norm : Attacks.norms(name)) {
          Attack attack = Attacks.of(name, settings(name, norm, random));
          String text = "%s %s %s".formatted(name, norm, attack.strength());
          long seed = random.nextLong();
          NdArray changed =
              attack.attack(network, inputs, goal, streams(IMAGES, seed), Progress.none());
          assertThat(inputs.floats()).as(text).containsExactly(clean);
          assertThat(changed.shape()).as(text).containsExactly(inputs.shape());
          requireWithin(text, attack, changed.floats(), clean, space);
          assertThat(
                  attack
                      .attack(network, inputs, goal, streams(IMAGES, seed), Progress.none())
                      .floats())
              .as(text)
              .containsExactly(changed.floats());
          assertThat(attack.name()).isEqualTo(name);
          assertThat(attack.norm()).isEqualTo(norm);
        }
      }
    }
  }

  private static void requireWithin(
      String text, Attack attack, float[] changed, float[] clean, InputSpace space) {
    for (float value : changed) {
      assertThat(value).as(text).isBetween(0f, 1f);
    }
    for (int row = 0; row < IMAGES; row++) {
      int start = row * space.size();
      switch (attack.norm()) {
        case LINF, L2 ->
            assertThat(Changes.length(attack.norm(), changed, clean, start, space.size()))
                .as(text)
                .isLessThanOrEqualTo(attack.strength());
        case L0 ->
            assertThat(Changes.pixels(PixelGrid.of(space.shape()), changed, clean, start))
                .as(text)
                .isLessThanOrEqualTo((int) attack.strength());
        case ROTATION -> {} // The image is another one everywhere.
      }
    }
  }

  @Test
  void stepsAlongTheGradientDoNotHelpTheNetwork(Random random) {
    try (Model model = network(random)) {
      InputSpace space = InputSpace.of(new int[] {1, 28, 28}, PIXELS);
      AttackedNetwork network = AttackedNetwork.of(model, space);
      NdArray inputs = space.batch(images(20, space.size(), random));
      Goal goal = Goal.awayFrom(answers(network, inputs));
      for (String name : List.of("fgsm", "bim", "pgd", "mifgsm")) {
        for (Norm norm : Attacks.norms(name)) {
          double strength = norm == Norm.LINF ? 0.1 : 2;
          Attack attack =
              Attacks.of(name, AttackSettings.defaults().withNorm(norm).withStrength(strength));
          NdArray changed = attack.attack(network, inputs, goal, streams(20, 1), Progress.none());
          assertThat(progress(network, changed, goal))
              .as("%s %s", name, norm)
              .isGreaterThan(progress(network, inputs, goal));
        }
      }
    }
  }

  private static double progress(AttackedNetwork network, NdArray inputs, Goal goal) {
    double[] logits = network.logits(inputs);
    double sum = 0;
    for (int row = 0; row < goal.classes().length; row++) {
      sum += goal.progress(network.row(logits, row), row);
    }
    return sum;
  }

  @Test
  void moreBeginningsAreNoWorse(Random random) {
    try (Model model = network(random)) {
      InputSpace space = InputSpace.of(new int[] {1, 28, 28}, PIXELS);
      AttackedNetwork network = AttackedNetwork.of(model, space);
      NdArray inputs = space.batch(images(20, space.size(), random));
      Goal goal = Goal.awayFrom(answers(network, inputs));
      AttackSettings settings = AttackSettings.defaults().withStrength(0.02).withSteps(3);
      NdArray one =
          Attacks.of("pgd", settings)
              .attack(network, inputs, goal, streams(20, 1), Progress.none());
      NdArray three =
          Attacks.of("pgd", settings.withRestarts(3))
              .attack(network, inputs, goal, streams(20, 1), Progress.none());
      double[] ofOne = network.logits(one);
      double[] ofThree = network.logits(three);
      for (int row = 0; row < 20; row++) {
        boolean reached = goal.isReached(network.row(ofOne, row), row);
        assertThat(goal.isReached(network.row(ofThree, row), row) || !reached).isTrue();
        if (!reached && !goal.isReached(network.row(ofThree, row), row)) {
          assertThat(goal.progress(network.row(ofThree, row), row))
              .isGreaterThanOrEqualTo(goal.progress(network.row(ofOne, row), row));
        }
      }
    }
  }

  @Test
  void anInputThatIsAnsweredWronglyIsNotSetRight(Random random) {
    try (Model model = network(random)) {
      InputSpace space = InputSpace.of(new int[] {1, 28, 28}, PIXELS);
      AttackedNetwork network = AttackedNetwork.of(model, space);
      NdArray inputs = space.batch(images(IMAGES, space.size(), random));
      int[] answers = answers(network, inputs);
      // The best rival as the label: steps away from it lead nowhere else at first.
      Goal goal = Goal.awayFrom(Arrays.stream(answers).map(a -> (a + 1) % 10).toArray());
      for (String name : List.of("fgsm", "pgd", "mifgsm", "deepfool", "cw", "onepixel")) {
        Attack attack = Attacks.of(name, settings(name, Attacks.norms(name).get(0), random));
        NdArray changed = attack.attack(network, inputs, goal, streams(IMAGES, 1), Progress.none());
        double[] logits = network.logits(changed);
        for (int row = 0; row < IMAGES; row++) {
          assertThat(goal.isReached(network.row(logits, row), row)).as(name).isTrue();
        }
      }
    }
  }

  @Test
  void whatAnAttackCannotDoIsRefused() {
    AttackSettings none = AttackSettings.defaults();
    assertThatThrownBy(() -> Attacks.of("pdg", none)).hasMessageContainingAll("'pdg'", "pgd");
    assertThatThrownBy(() -> Attacks.of("pgd", none)).hasMessageContaining("needs a strength");
    assertThatThrownBy(() -> Attacks.of("cw", none.withStrength(0.1)))
        .hasMessageContaining("smallest change");
    assertThatThrownBy(() -> Attacks.of("cw", none.withNorm(Norm.LINF)))
        .hasMessageContainingAll("linf", "l2");
    assertThatThrownBy(() -> Attacks.of("bim", none.withStrength(0.1).withRestarts(2)))
        .hasMessageContaining("restarts");
    assertThatThrownBy(() -> Attacks.of("fgsm", none.withStrength(0.1).withSteps(2)))
        .hasMessageContaining("one step");
    assertThatThrownBy(() -> Attacks.of("onepixel", none.withStrength(0.5)))
        .hasMessageContaining("number of pixels");
    assertThatThrownBy(() -> none.withStrength(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> none.withStepSize(0.0)).hasMessageContaining("positive");
  }

  /** No setting is dropped in silence. */
  @Test
  void settingsThatAnAttackDoesNotTakeAreRefusedByName() {
    AttackSettings everything =
        AttackSettings.defaults()
            .withSteps(2)
            .withStepSize(0.1)
            .withRestarts(2)
            .withClipping(Clipping.STEP);
    assertThat(everything.given()).containsExactlyInAnyOrder(AttackSetting.values());
    assertThat(AttackSettings.defaults().given()).isEmpty();
    for (String name : Attacks.names()) {
      Norm norm = Attacks.norms(name).get(0);
      AttackSettings bare = AttackSettings.defaults().withNorm(norm);
      if (!Attacks.looksForNearest(name)) {
        bare = bare.withStrength(1.0);
      }
      for (AttackSetting setting : AttackSetting.values()) {
        AttackSettings one = everything.only(Set.of(setting));
        AttackSettings told = one.withNorm(norm).withStrength(bare.strength());
        assertThat(one.given()).containsExactly(setting);
        if (Attacks.settings(name).contains(setting)) {
          Attacks.of(name, told);
        } else {
          assertThatThrownBy(() -> Attacks.of(name, told))
              .as(name)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContainingAll(setting.option(), name, "pgd");
        }
      }
      assertThat(Attacks.of(name, bare.only(Set.of())).name()).isEqualTo(name);
    }
    assertThatThrownBy(() -> Attacks.requireTaken(everything, List.of("spatial", "deepfool", "cw")))
        .hasMessageContainingAll("--restarts", "spatial", "deepfool", "cw", "pgd");
  }

  /** A setting that the parameters leave out would not be part of a key: old results, reused. */
  @Test
  void everySettingIsAmongTheParameters() {
    AttackSettings before = AttackSettings.defaults();
    List<String> names =
        Arrays.stream(AttackSettings.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    assertThat(before.parameters().keySet()).containsExactlyElementsOf(names);
    Map<String, AttackSettings> changed =
        Map.of(
            "norm", before.withNorm(Norm.L2),
            "strength", before.withStrength(0.1),
            "steps", before.withSteps(3),
            "stepSize", before.withStepSize(0.1),
            "restarts", before.withRestarts(2),
            "clipping", before.withClipping(Clipping.STEP),
            "plain", before.withPlain(true));
    assertThat(changed.keySet()).containsExactlyInAnyOrderElementsOf(names);
    changed.forEach(
        (name, settings) -> {
          Map<String, Object> parameters = settings.parameters();
          assertThat(parameters.get(name)).isNotEqualTo(before.parameters().get(name));
          parameters.put(name, before.parameters().get(name));
          assertThat(parameters).isEqualTo(before.parameters());
        });
  }

  /** What help says is what is done. */
  @Test
  void defaultsAreWhatTheListSays() {
    for (String name : Attacks.names()) {
      AttackSettings bare = AttackSettings.defaults().withNorm(Attacks.norms(name).get(0));
      if (!Attacks.looksForNearest(name)) {
        bare = bare.withStrength(1.0);
      }
      Attack usual = Attacks.of(name, bare);
      String steps = Attacks.usual(name, AttackSetting.STEPS);
      if (steps != null) {
        Attack told = Attacks.of(name, bare.withSteps(Integer.valueOf(steps)));
        assertThat(usual.evaluations(10)).as(name).isEqualTo(told.evaluations(10));
        Attack more = Attacks.of(name, bare.withSteps(1 + Integer.parseInt(steps)));
        assertThat(usual.evaluations(10)).as(name).isLessThan(more.evaluations(10));
      }
      Clipping clipping = usual.clipping();
      assertThat(Attacks.usual(name, AttackSetting.CLIPPING))
          .as(name)
          .isEqualTo(clipping == null ? null : clipping.text());
      assertThat(usual.isSingleStep()).as(name).isEqualTo(name.equals("fgsm"));
    }
    assertThat(Attacks.defaults(AttackSetting.STEPS))
        .isEqualTo("10 (bim, pgd, mifgsm), 50 (deepfool), 100 (cw, onepixel)");
    assertThat(Attacks.defaults(AttackSetting.STEP_SIZE))
        .isEqualTo(
            "a quarter of the strength (bim, pgd), the strength over the steps (mifgsm), 0.1 (cw)");
  }

  @Test
  void anInputOutsideOfTheRangeIsRefused(Random random) {
    try (Model model = network(random)) {
      InputSpace space = InputSpace.of(new int[] {1, 28, 28}, PIXELS);
      AttackedNetwork network = AttackedNetwork.of(model, space);
      float[] values = images(1, space.size(), random);
      values[5] = 1.5f;
      Attack attack = Attacks.of("fgsm", AttackSettings.defaults().withStrength(0.1));
      Goal goal = Goal.awayFrom(new int[] {0});
      assertThatThrownBy(
              () ->
                  attack.attack(network, space.batch(values), goal, streams(1, 1), Progress.none()))
          .hasMessageContainingAll("value 5", "1.5", "[0.0, 1.0]");
    }
  }

  @Test
  void roundedImagesAreLevelsWithinTheBudget(Random random) {
    InputSpace space = InputSpace.of(new int[] {1, 28, 28}, PIXELS);
    for (Norm norm : List.of(Norm.LINF, Norm.L2)) {
      for (double strength : new double[] {0.3 / 255, 1 / 255.0, 8 / 255.0, 0.1}) {
        float[] clean = images(IMAGES, space.size(), random);
        float[] changed = clean.clone();
        for (int i = 0; i < changed.length; i++) {
          changed[i] += (float) (random.nextGaussian() * strength);
        }
        new Budget(norm, strength, PIXELS).project(changed, clean, space.size());
        ByteRounding.round(changed, clean, space, norm, strength);
        ByteRounding.requireBytes(changed);
        for (int row = 0; row < IMAGES; row++) {
          assertThat(Changes.length(norm, changed, clean, row * space.size(), space.size()))
              .isLessThanOrEqualTo(strength);
        }
      }
    }
    assertThatThrownBy(() -> ByteRounding.requireBytes(new float[] {0.1234f}))
        .hasMessageContaining("0.1234");
  }
}
