package dev.nervure.study.fiber.inputs;

import dev.nervure.run.ResourceException;
import dev.nervure.study.Plan;
import dev.nervure.study.Stage;
import dev.nervure.study.fiber.inputs.PlannedStage.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Lays out the stages of a study with their keys and costs. */
final class FiberPlanner {
  private final FiberSource source;
  private final FiberOptions options;
  private final FiberKeys keys;
  private final FiberCosts costs;

  FiberPlanner(FiberSource source, FiberOptions options) {
    this.source = source;
    this.options = options;
    this.keys = new FiberKeys(source, options);
    this.costs = new FiberCosts(source, options);
  }

  /**
   * All stages, in the order in which they are run: the samples, what each input is asked, the
   * means.
   *
   * @param isDone whether a stage of this name is done under this key
   */
  List<PlannedStage> stages(BiPredicate<String, String> isDone) {
    List<PlannedStage> stages = new ArrayList<>();
    stages.add(overAll(Question.SAMPLES, keys.samples(), costs.samples(), isDone));
    for (int row = 0; row < source.samples().size(); row++) {
      for (Question question : questions(row)) {
        stages.add(ofInput(row, question, isDone));
      }
    }
    boolean complete = stages.stream().allMatch(stage -> stage.stage().done());
    stages.add(
        overAll(
            Question.STATISTICS,
            keys.statistics(stages),
            costs.statistics(),
            // A stage that failed is tried again and may then add to the means.
            (name, hash) -> complete && isDone.test(name, hash)));
    return stages;
  }

  /** What an input is asked. */
  private List<Question> questions(int row) {
    List<Question> questions = new ArrayList<>(List.of(Question.SPECTRA));
    switch (options.walk().mode()) {
      case WALK -> questions.add(Question.WALK);
      case FARTHEST -> questions.add(Question.FARTHEST);
      case DIRECTED -> {
        questions.add(Question.WALK);
        if (!source.isTarget(row)) {
          questions.add(Question.DIRECTED);
        }
      }
      default -> {}
    }
    if (source.hasClasses()) {
      questions.add(Question.BOUNDARY);
    }
    return questions;
  }

  private PlannedStage ofInput(int row, Question question, BiPredicate<String, String> isDone) {
    boolean spectra = question == Question.SPECTRA;
    return stage(
        PlannedStage.name(source.samples().originalIndex(row), question),
        row,
        question,
        spectra ? keys.spectra(row) : keys.walk(row, question),
        spectra ? costs.spectra() : costs.walk(question),
        isDone);
  }

  private static PlannedStage overAll(
      Question question, String hash, FiberCosts.Cost cost, BiPredicate<String, String> isDone) {
    return stage(question.text(), -1, question, hash, cost, isDone);
  }

  private static PlannedStage stage(
      String name,
      int row,
      Question question,
      String hash,
      FiberCosts.Cost cost,
      BiPredicate<String, String> isDone) {
    return new PlannedStage(
        new Stage(
            name,
            hash,
            cost.seconds(),
            cost.memoryBytes(),
            cost.diskBytes(),
            isDone.test(name, hash)),
        row,
        question);
  }

  /** The plan that the user sees. */
  Plan plan(List<PlannedStage> stages, Path folder) {
    return Plan.of(stages.stream().map(PlannedStage::stage).toList(), options.threads(), folder);
  }

  /**
   * Refuses a plan that needs more memory or disk than there is.
   *
   * @throws ResourceException with needed and available, and what to try
   */
  static void requireFits(Plan plan, Path folder) {
    plan.requireFits(
        folder,
        () -> "try --threads 1, fewer --layers, or " + plan.moreHeap(),
        () -> "choose fewer samples");
  }
}
