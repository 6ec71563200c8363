package dev.nervure.report;

import dev.nervure.measure.Measures;
import dev.nervure.run.Bar;
import dev.nervure.run.ClassResult;
import dev.nervure.run.EpochResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A run with the curves of a trained CIFAR-10 network as they are published for a VGG: a hump in
 * the PH dimension, a late fall of the lifespan sums, ten classes, three epochs, a figure that
 * cannot be estimated, ten coordinates at the end, and PH dimensions that change with n where they
 * are above ten.
 */
final class ExampleRun {
  static final int LAYERS = 10;
  static final int CLASSES = 10;
  static final int SAMPLES = 1000;
  static final int POINTS_PER_CLASS = 100;

  private static final double[] DIMENSION = {12.4, 16, 18.3, 20.1, 18.6, 15.8, 10.8, 9, 6.2, 2.3};
  private static final double[] COMPONENTS = {390, 400, 410, 410, 410, 390, 350, 240, 160, 5};
  private static final double[] LOOPS = {27, 28, 28, 28, 27, 23, 14, 7, 3.5, 0.5};
  private static final double[] AGREEMENT = {
    0.31, 0.33, 0.36, 0.4, 0.47, 0.58, 0.71, 0.83, 0.9, 0.93
  };

  private ExampleRun() {}

  /** Writes the run with ordinary names. */
  static void write(Path folder) {
    write(folder, "vgg-cifar10.onnx", "block%d/Relu_output_0", "class %d");
  }

  /**
   * Writes the run.
   *
   * @param model path of the model, as the manifest has it
   * @param layerName with a place for the layer's number
   * @param className with a place for the class's number
   */
  static void write(Path folder, String model, String layerName, String className) {
    StageRows rows = new StageRows();
    Random random = new Random(7);
    for (int c = 0; c < CLASSES; c++) {
      rows.add(new ClassResult(c, className.formatted(c)));
    }
    for (int sample = 0; sample < SAMPLES; sample++) {
      int label = sample % CLASSES;
      int predicted = random.nextDouble() < 0.97 - 0.015 * label ? label : (label + 1) % CLASSES;
      rows.add(new SampleResult(sample, 3 * sample, label, predicted));
    }
    for (int l = 0; l < LAYERS; l++) {
      addLayer(rows, l, layerName.formatted(l), className, random);
    }
    rows.add(new EpochResult(null, 0, 2.31, 0.1, 0.1));
    for (int epoch = 1; epoch <= 8; epoch++) {
      double done = 1 - Math.exp(-epoch / 3.0);
      rows.add(
          new EpochResult(
              null, epoch, 2.3 * (1 - done) + 0.1, 0.1 + 0.88 * done, 0.1 + 0.8 * done));
    }
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.complete("profile", "key", 12.5, rows);
      run.update(manifest -> described(manifest, model));
    }
  }

  private static Manifest described(Manifest manifest, String model) {
    return manifest
        .forStudy(
            "profile",
            Map.of(
                "model", new Manifest.Input(model, "VGG, 9 layers", "ab".repeat(32)),
                "data",
                    new Manifest.Input(
                        "data/cifar10", "1,000 images 3 x 32 x 32", "cd".repeat(32))),
            Map.of("pooling", "global average", "layers", "default", "repeats", 12),
            Map.of("profile", 1L))
        .withStages(
            List.of(
                new Manifest.StageEntry("profile", "key", Manifest.State.DONE, 12.5, List.of())))
        .withSummary(
            Map.of("accuracy", 0.9),
            List.of("Lifespan sums use 100 points of each class; the data have no more."));
  }

  private static void addLayer(
      StageRows rows, int l, String name, String className, Random random) {
    int index = 3 * l;
    double depth = (l + 1) / (double) LAYERS;
    boolean input = l == 0;
    rows.add(
        new LayerResult(
            index,
            name,
            input ? "Input" : "Relu",
            "block" + l,
            depth,
            input ? 3072 : l == LAYERS - 1 ? 10 : 128,
            l == LAYERS - 1 ? List.of(10) : List.of(128, 32, 32),
            l == LAYERS - 1 ? "C" : "CHW",
            "global_average"));
    double dimension = DIMENSION[l];
    rows.add(
        overall(index, "ph_dimension", dimension, 0.03 * dimension, "robust", "none", SAMPLES));
    double neighbours = dimension * 1.15 + 1;
    rows.add(
        overall(
            index, "twonn_dimension", neighbours, 0.045 * neighbours, "robust", "none", SAMPLES));
    if (l == LAYERS - 1) {
      rows.add(
          new MeasuredValue(
              "mle_dimension",
              Place.ofLayer(index),
              null,
              null,
              null,
              null,
              null,
              null,
              SAMPLES,
              1,
              "robust",
              "none",
              "{\"k\":20}",
              "all 20 neighbours of a point lie at distance 0"));
    } else {
      rows.add(
          overall(
              index,
              "mle_dimension",
              dimension * 0.9,
              0.02 * dimension,
              "robust",
              "none",
              SAMPLES));
    }
    rows.add(mean(index, "lifespan_sum_h0", COMPONENTS[l], 8));
    rows.add(mean(index, "lifespan_sum_h1", LOOPS[l], 0.12 * LOOPS[l]));
    double ratio = 0.05 * Math.exp(0.5 * l);
    rows.add(overall(index, "fisher_ratio", ratio, 0.06 * ratio, "robust", "none", SAMPLES));
    rows.add(overall(index, "knn_label_agreement", AGREEMENT[l], 0.012, "k = 10", "none", SAMPLES));
    addBars(rows, index, null, SAMPLES / 4, DIMENSION[l] / 12, random);
    for (int c = 0; c < CLASSES; c++) {
      double factor = 0.85 + 0.03 * c + 0.02 * random.nextGaussian();
      rows.add(perClass(index, "lifespan_sum_h0", c, className, COMPONENTS[l] * factor, 14));
      rows.add(perClass(index, "lifespan_sum_h1", c, className, LOOPS[l] * factor, 0.3 * LOOPS[l]));
      addBars(rows, index, c, POINTS_PER_CLASS, DIMENSION[l] / 12, random);
    }
  }

  private static void addBars(
      StageRows rows, int index, Integer group, int n, double scale, Random random) {
    Place at = Place.ofLayer(index).withLabelClass(group);
    for (int i = 0; i < n - 1; i++) {
      rows.add(new Bar(at, 0, 0, scale * (0.35 + 0.12 * Math.abs(random.nextGaussian()))));
    }
    rows.add(new Bar(at, 0, 0, Double.POSITIVE_INFINITY));
    for (int i = 0; i < n / 4; i++) {
      double birth = scale * (0.45 + 0.1 * Math.abs(random.nextGaussian()));
      double lifespan = scale * 0.03 * -Math.log(1 - random.nextDouble());
      rows.add(new Bar(at, 1, birth, birth + lifespan));
    }
    rows.add(new Bar(at, 1, scale * 0.5, scale * 0.82));
  }

  private static MeasuredValue overall(
      int index,
      String name,
      double estimate,
      double error,
      String convention,
      String scaling,
      int n) {
    return new MeasuredValue(
        name,
        Place.ofLayer(index),
        null,
        estimate,
        error,
        estimate - 1.96 * error,
        estimate + 1.96 * error,
        Measures.named(name).intervalOf(),
        n,
        1,
        convention,
        scaling,
        parameters(name, estimate),
        null);
  }

  private static String parameters(String name, double estimate) {
    return switch (name) {
      case "lifespan_sum_h0", "lifespan_sum_h1" ->
          "{\"exponent\":1,\"aggregate\":\"mean over classes\"}";
      case "knn_label_agreement" -> "{\"k\":10,\"chanceLevel\":0.1}";
      case "twonn_dimension" -> "{\"warnings\":[\"3 repeated points were left out\"]}";
      case "ph_dimension" ->
          "{\"bySize\":[{\"n\":250,\"estimate\":%s,\"error\":0.5},{\"n\":500,\"estimate\":%s,\"error\":0.4},{\"n\":1000,\"estimate\":%s,\"error\":0.3}],\"converged\":%s,\"errorMeaning\":\"spread over repeated draws\"}"
              .formatted(0.8 * estimate, 0.9 * estimate, estimate, String.valueOf(estimate <= 10));
      default -> "{\"alpha\":1,\"errorMeaning\":\"spread over repeated draws\"}";
    };
  }

  private static MeasuredValue mean(int index, String name, double estimate, double error) {
    return overall(index, name, estimate, error, "robust", "min_max", POINTS_PER_CLASS);
  }

  private static MeasuredValue perClass(
      int index, String name, int c, String className, double estimate, double error) {
    return new MeasuredValue(
        name,
        Place.ofLayer(index).withLabelClass(c),
        className.formatted(c),
        estimate,
        error,
        null,
        null,
        null,
        POINTS_PER_CLASS,
        1,
        "robust",
        "min_max",
        "{}",
        null);
  }
}
