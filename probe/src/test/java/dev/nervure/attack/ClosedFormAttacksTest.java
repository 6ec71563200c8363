package dev.nervure.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.image.PixelGrid;
import dev.nervure.network.Model;
import dev.nervure.network.NotDifferentiableException;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attacks on linear classifiers, where their result is known. */
@ExtendWith(FreshSeed.class)
class ClosedFormAttacksTest {
  private static final int INPUTS = 12;
  private static final int CLASSES = 4;
  private static final int BATCH = 6;

  private static float[] points(Random random) {
    float[] points = new float[BATCH * INPUTS];
    for (int i = 0; i < points.length; i++) {
      points[i] = 0.2f + 0.6f * random.nextFloat();
    }
    return points;
  }

  private static float[] row(float[] all, int row) {
    return Arrays.copyOfRange(all, row * INPUTS, (row + 1) * INPUTS);
  }

  private static int[] answers(LinearClassifier classifier, float[] points) {
    int[] answers = new int[BATCH];
    for (int row = 0; row < BATCH; row++) {
      answers[row] = classifier.answer(row(points, row));
    }
    return answers;
  }

  private static float[] attacked(
      Model model, InputSpace space, String name, AttackSettings settings, float[] x, Goal goal) {
    return Attacks.of(name, settings)
        .attack(
            AttackedNetwork.of(model, space),
            space.batch(x),
            goal,
            AttacksTest.streams(goal.classes().length, 7),
            Progress.none())
        .floats();
  }

  @Test
  void oneStepIsTheSignOfTheGradientByHand(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, CLASSES, 1, random);
    float[] x = points(random);
    int[] labels = answers(classifier, x);
    int target = random.nextInt(CLASSES);
    double strength = 0.3;
    try (Model model = classifier.model()) {
      InputSpace space = InputSpace.of(new int[] {INPUTS}, Box.uniform(0, 1));
      AttackSettings settings = AttackSettings.defaults().withStrength(strength).withPlain(true);
      float[] away = attacked(model, space, "fgsm", settings, x, Goal.awayFrom(labels));
      int[] targets = new int[BATCH];
      Arrays.fill(targets, target);
      float[] towards = attacked(model, space, "fgsm", settings, x, Goal.towards(targets));
      for (int row = 0; row < BATCH; row++) {
        double[] rising = gradient(classifier, row(x, row), labels[row]);
        double[] falling = gradient(classifier, row(x, row), target);
        for (int i = 0; i < INPUTS; i++) {
          int at = row * INPUTS + i;
          assertThat(away[at])
              .isCloseTo(clipped(x[at] + strength * Math.signum(rising[i])), offset(1e-7f));
          assertThat(towards[at])
              .isCloseTo(clipped(x[at] - strength * Math.signum(falling[i])), offset(1e-7f));
        }
      }
    }
  }

  /** At 0 a root rises without bound: there the value stays, and the others move. */
  @Test
  void whereTheGradientIsNotFiniteAValueStays() {
    Graph graph =
        new Graph(
            "roots",
            List.of(Node.of("Sqrt", List.of("x"), "r"), Node.of("MatMul", List.of("r", "W"), "z")),
            Map.of("W", NdArray.of(new float[] {-1, 1, 2, -2}, 2, 2)),
            List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2})),
            List.of(new ValueInfo("z", ElementType.FLOAT32, null)),
            17);
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      InputSpace space = InputSpace.of(new int[] {2}, Box.uniform(0, 1));
      AttackSettings settings = AttackSettings.defaults().withStrength(0.1).withPlain(true);
      float[] x = {0, 0.25f};
      float[] changed = attacked(model, space, "fgsm", settings, x, Goal.awayFrom(new int[] {0}));
      assertThat(changed[0]).isZero();
      assertThat(changed[1]).isCloseTo(0.15f, offset(1e-7f));
    }
  }

  private static float clipped(double value) {
    return (float) Math.max(0, Math.min(1, value));
  }

  /** Of the cross entropy by the input: W (softmax - one at the class). */
  private static double[] gradient(LinearClassifier classifier, float[] x, int of) {
    double[] logits = classifier.logits(x);
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    double[] gradient = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      for (int k = 0; k < CLASSES; k++) {
        gradient[i] += classifier.weights()[i][k] * (Math.exp(logits[k]) / sum - (k == of ? 1 : 0));
      }
    }
    return gradient;
  }

  /** A value pushed below 0 by the random beginning stays at 0 where it is cut off when seen. */
  @Test
  void clippingEachStepBringsBackWhatWasPushedOut(Random random) {
    float[][] weights = new float[INPUTS][2];
    for (float[] row : weights) {
      row[1] = 1;
    }
    LinearClassifier rising = new LinearClassifier(weights, new float[] {100, 0});
    float[] black = new float[BATCH * INPUTS];
    Goal goal = Goal.awayFrom(new int[BATCH]);
    try (Model model = rising.model()) {
      InputSpace space = InputSpace.of(new int[] {INPUTS}, Box.uniform(0, 1));
      AttackSettings settings = AttackSettings.defaults().withStrength(0.25);
      float[] steps =
          attacked(model, space, "pgd", settings.withClipping(Clipping.STEP), black, goal);
      float[] seen = attacked(model, space, "pgd", settings, black, goal);
      int stuck = 0;
      for (int i = 0; i < black.length; i++) {
        assertThat(steps[i]).isEqualTo(0.25f);
        assertThat(seen[i]).isIn(0f, 0.25f);
        stuck += seen[i] == 0 ? 1 : 0;
      }
      // Half of 72 values are expected to begin below 0, with a deviation of 4.
      assertThat(stuck).isBetween(12, 60);
    }
  }

  @Test
  void deepFoolFindsTheDistanceToTheNearestBoundary(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, CLASSES, 1, random);
    float[] x = points(random);
    try (Model model = classifier.model()) {
      float[] changed =
          attacked(
              model,
              InputSpace.of(new int[] {INPUTS}, Box.NONE),
              "deepfool",
              AttackSettings.defaults(),
              x,
              Goal.awayFrom(answers(classifier, x)));
      for (int row = 0; row < BATCH; row++) {
        double distance = classifier.distance(row(x, row));
        // The step ends 1e-4 behind the boundary and is taken 1.02 times; logits are float32.
        assertThat(Changes.length(Norm.L2, changed, x, row * INPUTS, INPUTS))
            .isCloseTo(1.02 * (distance + 1e-4), within(1e-4));
        assertThat(classifier.answer(row(changed, row)))
            .isNotEqualTo(classifier.answer(row(x, row)));
      }
    }
  }

  @Test
  void carliniAndWagnerComeCloseToTheSmallestChange(Random random) {
    // Of two classes: with more the descent goes for the boundary of the best rival, which need not
    // be the nearest.
    LinearClassifier classifier = LinearClassifier.random(INPUTS, 2, 1, random);
    float[] x = points(random);
    // The same in a wide range as without one: the tangent is nearly straight there.
    for (Box box : List.of(Box.NONE, Box.uniform(-3, 4))) {
      try (Model model = classifier.model()) {
        float[] changed =
            attacked(
                model,
                InputSpace.of(new int[] {INPUTS}, box),
                "cw",
                AttackSettings.defaults().withSteps(400),
                x,
                Goal.awayFrom(answers(classifier, x)));
        for (int row = 0; row < BATCH; row++) {
          double distance = classifier.distance(row(x, row));
          double found = Changes.length(Norm.L2, changed, x, row * INPUTS, INPUTS);
          assertThat(classifier.answer(row(changed, row)))
              .isNotEqualTo(classifier.answer(row(x, row)));
          // Nothing is nearer than the boundary (but for float32); the steps end some way behind
          // it.
          assertThat(found).as("in %s", box).isBetween(distance - 1e-5, distance * 1.05 + 0.01);
        }
      }
    }
  }

  /** Where the tangent is flat, as of black and white pixels. */
  @Test
  void carliniAndWagnerFoolInputsAtTheEndsOfTheirRange(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, 2, 1, random);
    float[] x = new float[BATCH * INPUTS];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(2);
    }
    try (Model model = classifier.model()) {
      InputSpace space = InputSpace.of(new int[] {INPUTS}, Box.uniform(0, 1));
      Goal goal = Goal.awayFrom(answers(classifier, x));
      AttackSettings usual = AttackSettings.defaults();
      float[] linear = attacked(model, space, "deepfool", usual, x, goal);
      float[] changed = attacked(model, space, "cw", usual, x, goal);
      for (int row = 0; row < BATCH; row++) {
        if (classifier.answer(row(linear, row)) != goal.classes()[row]) {
          assertThat(classifier.answer(row(changed, row))).isNotEqualTo(goal.classes()[row]);
          double most = Changes.length(Norm.L2, linear, x, row * INPUTS, INPUTS);
          assertThat(Changes.length(Norm.L2, changed, x, row * INPUTS, INPUTS))
              .isLessThanOrEqualTo(1.05 * most + 0.01);
        }
      }
    }
  }

  @Test
  void targetsAreReachedWhereTheyCanBe(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, CLASSES, 1, random);
    float[] x = points(random);
    int[] targets = new int[BATCH];
    for (int row = 0; row < BATCH; row++) {
      targets[row] = random.nextInt(CLASSES);
    }
    try (Model model = classifier.model()) {
      InputSpace space = InputSpace.of(new int[] {INPUTS}, Box.NONE);
      for (String name : List.of("bim", "pgd", "mifgsm", "cw")) {
        AttackSettings settings = AttackSettings.defaults();
        settings =
            Attacks.looksForNearest(name)
                ? settings.withSteps(400)
                : settings.withNorm(Norm.L2).withStrength(30.0).withSteps(40);
        float[] changed = attacked(model, space, name, settings, x, Goal.towards(targets));
        assertThat(answers(classifier, changed)).as(name).containsExactly(targets);
      }
    }
  }

  @Test
  void aConfidentNetworkKeepsItsGradientUnlessSoftmaxIsAppliedTwice(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, CLASSES, 1e4, random);
    float[] x = points(random);
    Goal goal = Goal.awayFrom(answers(classifier, x));
    try (Model model = classifier.model()) {
      InputSpace space = InputSpace.of(new int[] {INPUTS}, Box.NONE);
      AttackedNetwork network = AttackedNetwork.of(model, space);
      float[] ascent = network.ascent(space.batch(x), goal);
      float[] twice = network.withSoftmaxTwice().ascent(space.batch(x), goal);
      for (int i = 0; i < x.length; i++) {
        assertThat(ascent[i]).isNotZero().isFinite();
        // Smaller leads leave something: e^-110 is no float32 any more.
        boolean confident = goal.progress(classifier.logits(row(x, i / INPUTS)), i / INPUTS) < -110;
        assertThat(twice[i] == 0 || !confident).isTrue();
      }
    }
  }

  @Test
  void softmaxTwiceIsTheGradientOfThatLoss(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, CLASSES, 0.5, random);
    float[] x = row(points(random), 0);
    int label = random.nextInt(CLASSES);
    try (Model model = classifier.model()) {
      InputSpace space = InputSpace.of(new int[] {INPUTS}, Box.NONE);
      float[] found =
          AttackedNetwork.of(model, space)
              .withSoftmaxTwice()
              .ascent(space.batch(x), Goal.awayFrom(new int[] {label}));
      double step = 1e-3;
      for (int i = 0; i < INPUTS; i++) {
        float[] up = x.clone();
        float[] down = x.clone();
        up[i] += (float) step;
        down[i] -= (float) step;
        double slope =
            (twice(classifier, up, label) - twice(classifier, down, label)) / (up[i] - down[i]);
        // Central differences are right to step^2, the network to float32.
        assertThat((double) found[i]).isCloseTo(slope, within(1e-4));
      }
    }
  }

  private static double twice(LinearClassifier classifier, float[] x, int label) {
    double[] p = softmax(classifier.logits(x));
    return -Math.log(softmax(p)[label]);
  }

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(z -> Math.exp(z) / sum).toArray();
  }

  @Test
  void unitsBeforeNormalisationAreThoseOfTheBudget(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, CLASSES, 1, random);
    float[] x = points(random);
    float[] mean = new float[INPUTS];
    float[] deviation = new float[INPUTS];
    float[] entering = new float[x.length];
    for (int i = 0; i < INPUTS; i++) {
      mean[i] = random.nextFloat();
      deviation[i] = 0.1f + random.nextFloat();
    }
    for (int i = 0; i < x.length; i++) {
      entering[i] = (x[i] - mean[i % INPUTS]) / deviation[i % INPUTS];
    }
    InputSpace space = InputSpace.normalized(new int[] {INPUTS}, Box.NONE, mean, deviation);
    Goal goal = Goal.awayFrom(answers(classifier, entering));
    try (Model model = classifier.model()) {
      float[] changed = attacked(model, space, "deepfool", AttackSettings.defaults(), x, goal);
      // The classifier in the units before normalisation.
      float[][] weights = new float[INPUTS][CLASSES];
      float[] bias = classifier.bias().clone();
      for (int i = 0; i < INPUTS; i++) {
        for (int k = 0; k < CLASSES; k++) {
          weights[i][k] = classifier.weights()[i][k] / deviation[i];
          bias[k] -= mean[i] * weights[i][k];
        }
      }
      LinearClassifier before = new LinearClassifier(weights, bias);
      for (int row = 0; row < BATCH; row++) {
        assertThat(Changes.length(Norm.L2, changed, x, row * INPUTS, INPUTS))
            .isCloseTo(1.02 * (before.distance(row(x, row)) + 1e-4), within(1e-3));
      }
    }
  }

  @Test
  void onePixelThatDecidesIsFound() {
    float[][] weights = new float[36][2];
    weights[17][1] = 10;
    LinearClassifier classifier = new LinearClassifier(weights, new float[] {5, 0});
    try (Model model = classifier.model(1, 6, 6)) {
      InputSpace space = InputSpace.of(new int[] {1, 6, 6}, Box.uniform(0, 1));
      float[] changed =
          attacked(
              model,
              space,
              "onepixel",
              AttackSettings.defaults().withStrength(1.0),
              new float[36],
              Goal.awayFrom(new int[] {0}));
      assertThat(changed[17]).isGreaterThan(0.5f);
      assertThat(Changes.pixels(PixelGrid.of(space.shape()), changed, new float[36], 0))
          .isEqualTo(1);
    }
  }

  @Test
  void theWorstTranslationIsOfTheGrid() {
    // A lit pixel at row 10, column 10; the answer is 1 where row 12, column 9 is lit.
    float[][] weights = new float[400][2];
    weights[12 * 20 + 9][1] = 10;
    LinearClassifier classifier = new LinearClassifier(weights, new float[] {9, 0});
    float[] image = new float[400];
    image[10 * 20 + 10] = 1;
    try (Model model = classifier.model(1, 20, 20)) {
      InputSpace space = InputSpace.of(new int[] {1, 20, 20}, Box.uniform(0, 1));
      Goal goal = Goal.awayFrom(new int[] {0});
      float[] changed =
          attacked(
              model, space, "spatial", AttackSettings.defaults().withStrength(30.0), image, goal);
      assertThat(changed[12 * 20 + 9]).isGreaterThan(0.9f);
      assertThat(classifier.answer(changed)).isEqualTo(1);
      float[] still =
          attacked(
              model, space, "spatial", AttackSettings.defaults().withStrength(0.0), image, goal);
      assertThat(still).containsExactly(image);
    }
  }

  @Test
  void noiseIsAsLongAsTheBudget(Random random) {
    LinearClassifier classifier = LinearClassifier.random(INPUTS, CLASSES, 1, random);
    float[] x = points(random);
    try (Model model = classifier.model()) {
      InputSpace space = InputSpace.of(new int[] {INPUTS}, Box.NONE);
      float[] changed =
          attacked(
              model,
              space,
              "noise",
              AttackSettings.defaults().withNorm(Norm.L2).withStrength(2.0),
              x,
              Goal.awayFrom(answers(classifier, x)));
      for (int row = 0; row < BATCH; row++) {
        assertThat(Changes.length(Norm.L2, changed, x, row * INPUTS, INPUTS))
            .isCloseTo(2, within(1e-5));
      }
    }
  }

  @Test
  void networksWithoutGradientAreRefusedAndAttackedWithoutIt() {
    Graph graph =
        new Graph(
            "steps",
            List.of(Node.of("Floor", List.of("x"), "f"), Node.of("MatMul", List.of("f", "W"), "z")),
            Map.of("W", NdArray.of(new float[] {1, 0, 0, 1}, 2, 2)),
            List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2})),
            List.of(new ValueInfo("z", ElementType.FLOAT32, null)),
            17);
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      InputSpace space = InputSpace.of(new int[] {2}, Box.NONE);
      assertThatThrownBy(() -> AttackedNetwork.of(model, space))
          .isInstanceOf(NotDifferentiableException.class)
          .hasMessageContaining("Floor");
      AttackedNetwork network = AttackedNetwork.withoutGradient(model, space);
      assertThat(network.logits(space.batch(new float[] {1.5f, 2.5f}))).containsExactly(1, 2);
    }
  }
}
