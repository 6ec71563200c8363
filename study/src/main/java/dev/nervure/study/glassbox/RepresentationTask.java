package dev.nervure.study.glassbox;

import dev.nervure.glassbox.classifier.FeatureClassifier;
import dev.nervure.glassbox.classifier.FittedClassifier;
import dev.nervure.glassbox.classifier.LinearScores;
import dev.nervure.glassbox.reduction.LabelledRows;
import dev.nervure.glassbox.reduction.Reduction;
import dev.nervure.glassbox.reduction.ReductionOptions;
import dev.nervure.glassbox.reduction.Standardization;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is learned from one representation: a stage for each classifier; for that of all blocks also
 * the answers of the model, what speaks for them, how far classes lie apart, and how all depends on
 * the number of images and of components. The representation is read and reduced once.
 */
final class RepresentationTask {
  private static final long ROW_BYTES = 8L << 10;
  private static final int[] SIZES = {10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000};
  private static final int[] COMPONENTS = {2, 5, 10, 20, 50, 100, 200};

  private final Representation representation;
  private final String question;
  private final ImageSplit split;
  private final GlassBoxOptions options;
  private final Map<Stage, SharedTask.Work<ReducedRows>> works = new LinkedHashMap<>();

  /**
   * Without stages yet.
   *
   * @param question of its rows, such as {@code block}
   */
  RepresentationTask(
      Representation representation, String question, ImageSplit split, GlassBoxOptions options) {
    this.representation = representation;
    this.question = question;
    this.split = split;
    this.options = options;
  }

  Task task() {
    return SharedTask.of(
        (sink, progress) ->
            ReducedRows.of(representation, split, options.reduction(), sink, progress),
        works,
        pending ->
            Cost.of(
                ReducedRows.seconds(representation, split, options),
                ReducedRows.memory(representation, split, options)));
  }

  private String name(String what) {
    return "%s %s: %s".formatted(question, representation.name(), what);
  }

  private Key key(String what, int revision) {
    return Key.of("glass box: " + what, revision)
        .after(representation.stages())
        .with("training labels", split.trainingLabels())
        .with("test labels", split.testLabels())
        .with("reduction", options.reduction())
        .with("seed", options.seed());
  }

  private Key keyOf(String what, FeatureClassifier classifier) {
    return key(what, 1)
        .with("classifier", classifier.name())
        .with("classifier revision", classifier.revision())
        .with("settings", classifier.settings().toString())
        .with("changes", options.changes());
  }

  private Cost cost(FeatureClassifier classifier, double times) {
    int d = classifier.reducesByItself() ? representation.dimension() : components();
    int n = split.training().count();
    double asking = 1e-9 * d * d * split.test().count() * (1 + options.changes().size());
    return Cost.of(
            times * (classifier.seconds(n, d, split.classes()) + asking),
            classifier.memory(n, d, split.classes()))
        .leaving(ROW_BYTES);
  }

  private int components() {
    int d = representation.dimension();
    return options.reduction().method() == ReductionOptions.Method.NONE
        ? d
        : Math.min(options.reduction().most(), Math.min(d, split.training().count() - 1));
  }

  private GlassBoxAccuracy.Answering answering(
      String asked, FeatureClassifier classifier, LabelledRows training) {
    return new GlassBoxAccuracy.Answering(
        asked, representation.name(), classifier.name(), training.size(), training.dimension());
  }

  /** Lets classifiers learn and answer, a stage each. */
  RepresentationTask withClassifiers(List<FeatureClassifier> classifiers) {
    for (FeatureClassifier classifier : classifiers) {
      Stage stage =
          Stage.of(
              name(classifier.name()),
              keyOf("accuracy", classifier).with("question", question),
              cost(classifier, 1));
      works.put(
          stage,
          (opened, sink, progress) -> {
            StageRows rows = new StageRows();
            LabelledRows training = opened.training(classifier);
            new AnswerRows(answering(question, classifier, training), split.testLabels(), rows)
                .add(
                    classifier,
                    training,
                    GlassBoxStudy.measured(options),
                    change -> opened.test(classifier, change, progress),
                    null,
                    options.seed(),
                    progress);
            return rows;
          });
    }
    return this;
  }

  /** The model's own answers, image by image, its loadings, and what speaks for answers. */
  RepresentationTask withAnswers() {
    FeatureClassifier decider = options.deciding();
    Stage stage =
        Stage.of(
            name("answers"),
            keyOf("answers", decider)
                .with("explained", options.explained())
                .with("classes", split.dataClasses()),
            cost(decider, 1).leaving(ROW_BYTES + 100L * split.test().count()));
    works.put(stage, (opened, sink, progress) -> answers(opened, decider, progress));
    return this;
  }

  private StageRows answers(ReducedRows opened, FeatureClassifier decider, Progress progress) {
    StageRows rows = new StageRows();
    FittedClassifier fitted = decider.fit(opened.training(decider), options.seed(), progress);
    int[] labels = split.testLabels();
    for (ImageChange change : GlassBoxStudy.measured(options)) {
      int[] answers = AnswerRows.answers(fitted, opened.test(decider, change, progress), progress);
      for (int i = 0; i < answers.length; i++) {
        rows.add(
            new SampleResult(
                    i,
                    split.test().samples().originalIndex(i),
                    split.dataClasses()[labels[i]],
                    split.dataClasses()[answers[i]])
                .at(GlassBoxPlaces.subject(change)));
      }
    }
    ExplanationStage explanation = new ExplanationStage(representation, split);
    explanation.addLoadings(opened, rows);
    if (options.explained() > 0 && fitted instanceof LinearScores linear) {
      explanation.addContributions(opened, decider, linear, options.explained(), rows, progress);
    }
    return rows;
  }

  /** How far classes lie apart in the joined coefficients and in what is left of them. */
  RepresentationTask withSeparation(int index, int layers) {
    SeparationStage separation = new SeparationStage(split, options);
    Stage stage =
        Stage.of(
            name("separation"),
            key("separation", SeparationStage.REVISION)
                .with("changes", options.changes())
                .with("layers", layers),
            separation.cost(representation.dimension() + components()).leaving(ROW_BYTES));
    works.put(
        stage,
        (opened, sink, progress) -> {
          StageRows rows = new StageRows();
          separation.add(
              rows,
              index,
              layers,
              GlassBoxPlaces.REPRESENTATION,
              "scaling: " + options.reduction().scaling().word(),
              change -> opened.scaledTest(change, progress),
              progress);
          separation.add(
              rows,
              index + 1,
              layers,
              GlassBoxPlaces.REDUCTION,
              options.reduction().method().word(),
              change -> opened.test(change, progress),
              progress);
          return rows;
        });
    return this;
  }

  /** Accuracy by the number of images to learn from, a stage a number. */
  RepresentationTask withTrainingSizes() {
    List<FeatureClassifier> classifiers = options.fitted();
    for (int size : sizes()) {
      Key key = key("training size", 1).with("size", size).with("changes", options.changes());
      double seconds = 0;
      long memory = 0;
      for (FeatureClassifier classifier : classifiers) {
        key.with(classifier.name(), classifier.settings().toString());
        Cost own = cost(classifier, (double) size / split.training().count());
        seconds += own.seconds();
        memory = Math.max(memory, own.memoryBytes());
      }
      works.put(
          Stage.of(
              name("%d training images".formatted(size)),
              key,
              Cost.of(
                      seconds + ReducedRows.seconds(representation, split, options),
                      memory + (long) Double.BYTES * size * representation.dimension())
                  .leaving(ROW_BYTES)),
          (opened, sink, progress) -> smaller(opened, size, classifiers, progress));
    }
    return this;
  }

  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int size : SIZES) {
      if (size >= 2 * split.classes() && size < split.training().count()) {
        sizes.add(size);
      }
    }
    sizes.add(split.training().count());
    return sizes;
  }

  private StageRows smaller(
      ReducedRows opened, int size, List<FeatureClassifier> classifiers, Progress progress) {
    int[] first = new int[size];
    for (int i = 0; i < size; i++) {
      first[i] = i;
    }
    LabelledRows some = opened.scaledTraining().select(first);
    Standardization scale = Standardization.of(some.rows(), options.reduction().scaling());
    LabelledRows scaled = some.withRows(scale.apply(some.rows()));
    Reduction reduction = Reduction.of(scaled, options.reduction(), progress);
    LabelledRows reduced = scaled.withRows(reduction.apply(scaled.rows()));
    Map<ImageChange, double[][]> scaledTests = new LinkedHashMap<>();
    Map<ImageChange, double[][]> reducedTests = new LinkedHashMap<>();
    for (ImageChange change : upTo(1)) {
      double[][] test = scale.apply(opened.scaledTest(change, progress));
      scaledTests.put(change, test);
      reducedTests.put(change, reduction.apply(test));
    }
    StageRows rows = new StageRows();
    for (FeatureClassifier classifier : classifiers) {
      boolean whole = classifier.reducesByItself();
      LabelledRows training = whole ? scaled : reduced;
      new AnswerRows(answering("training_size", classifier, training), split.testLabels(), rows)
          .add(
              classifier,
              training,
              upTo(1),
              change -> Objects.requireNonNull((whole ? scaledTests : reducedTests).get(change)),
              (double) size,
              options.seed(),
              progress);
    }
    return rows;
  }

  /** The images as they are, and after the first changes. */
  private List<ImageChange> upTo(int changes) {
    List<ImageChange> measured = GlassBoxStudy.measured(options);
    return measured.subList(0, Math.min(measured.size(), 1 + changes));
  }

  /** Accuracy by the number of components, a stage for each number. */
  RepresentationTask withComponents() {
    if (options.reduction().method() != ReductionOptions.Method.PCA) {
      return this;
    }
    int most = Math.min(representation.dimension(), split.training().count() - 1);
    for (int components : COMPONENTS) {
      if (components > most) {
        continue;
      }
      ReductionOptions reduction =
          options.reduction().withComponents(components).withVarianceShare(null);
      Key key = key("components", 1).with("asked", reduction).with("changes", options.changes());
      double seconds = 0;
      long memory = 0;
      for (FeatureClassifier classifier : options.fitted()) {
        key.with(classifier.name(), classifier.settings().toString());
        Cost own = cost(classifier, 1);
        seconds += own.seconds();
        memory = Math.max(memory, own.memoryBytes());
      }
      works.put(
          Stage.of(
              name("%d components".formatted(components)),
              key,
              Cost.of(seconds + ReducedRows.seconds(representation, split, options), memory)
                  .leaving(ROW_BYTES)),
          (opened, sink, progress) -> fewer(opened, reduction, progress));
    }
    return this;
  }

  private StageRows fewer(ReducedRows opened, ReductionOptions asked, Progress progress) {
    LabelledRows scaled = opened.scaledTraining();
    Reduction reduction = Reduction.of(scaled, asked, progress);
    LabelledRows training = scaled.withRows(reduction.apply(scaled.rows()));
    Map<ImageChange, double[][]> tests = new LinkedHashMap<>();
    for (ImageChange change : upTo(1)) {
      tests.put(change, reduction.apply(opened.scaledTest(change, progress)));
    }
    StageRows rows = new StageRows();
    for (FeatureClassifier classifier : options.fitted()) {
      if (!classifier.reducesByItself()) {
        new AnswerRows(answering("components", classifier, training), split.testLabels(), rows)
            .add(
                classifier,
                training,
                upTo(1),
                change -> Objects.requireNonNull(tests.get(change)),
                (double) asked.most(),
                options.seed(),
                progress);
      }
    }
    return rows;
  }

  /** Accuracy of the deciding classifier by the strength of the changes. */
  RepresentationTask withStrengths(List<ImageChange> strengths) {
    if (strengths.isEmpty()) {
      return this;
    }
    FeatureClassifier decider = options.deciding();
    works.put(
        Stage.of(
            name("strengths"),
            keyOf("strengths", decider).with("strengths", strengths),
            cost(decider, 1)),
        (opened, sink, progress) -> {
          StageRows rows = new StageRows();
          LabelledRows training = opened.training(decider);
          FittedClassifier fitted = decider.fit(training, options.seed(), progress);
          for (ImageChange change : strengths) {
            double[][] test = opened.scaledTest(change, progress);
            double[][] asked = decider.reducesByItself() ? test : opened.reduction().apply(test);
            rows.add(
                answering("strength", decider, training)
                    .on(
                        change.kind().word(),
                        change.strength(),
                        fitted.parameters(),
                        AnswerRows.right(
                            AnswerRows.answers(fitted, asked, progress), split.testLabels())));
          }
          return rows;
        });
    return this;
  }
}
