package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.ClassResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.ResourceException;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of stages, whatever the study: done, kept, failed, lost, cancelled. */
class StudyRunnerTest {
  @TempDir Path folder;

  /** Stages that were computed, in any order. */
  private final List<String> computed = Collections.synchronizedList(new ArrayList<>());

  /**
   * Three numbers, each squared into a file and a row; then their sum, which needs them all.
   *
   * @param offset added to every square: another question
   * @param trouble thrown by the second one
   */
  private class Squares implements Study {
    private final int offset;
    private final Throwable trouble;

    Squares(int offset, Throwable trouble) {
      this.offset = offset;
      this.trouble = trouble;
    }

    @Override
    public String name() {
      return "squares";
    }

    @Override
    public Map<String, Manifest.Input> inputs() {
      return Map.of("model", new Manifest.Input("numbers", "1, 2, 3", "123"));
    }

    @Override
    public Map<String, Object> parameters() {
      return Map.of("offset", offset);
    }

    @Override
    public Map<String, Long> seeds() {
      return Map.of();
    }

    @Override
    public int threads() {
      return 2;
    }

    @Override
    public List<Phase> phases() {
      List<Task> tasks = new ArrayList<>();
      List<Stage> squares = new ArrayList<>();
      for (int number = 1; number <= 3; number++) {
        int value = number * number + (number == 3 ? offset : 0);
        Artifact file = Artifact.file("squares/" + number + ".txt");
        Stage stage =
            Stage.of("square " + number, Key.of("square", 1).with("value", value), Cost.NONE)
                .leaving(file);
        squares.add(stage);
        boolean second = number == 2;
        Map<Stage, SharedTask.Work<Integer>> works = new LinkedHashMap<>();
        works.put(
            stage,
            new SharedTask.Work<>() {
              @Override
              public StageRows rows(Integer opened, StageSink sink, Progress progress)
                  throws IOException {
                computed.add(stage.name());
                Files.writeString(sink.making(file), String.valueOf(opened));
                fail(second);
                return new StageRows().add(new ClassResult(opened, "square"));
              }

              @Override
              public StageRows failed(String why) {
                return new StageRows().add(new ClassResult(-1, why));
              }
            });
        tasks.add(SharedTask.of((sink, progress) -> value, works));
      }
      Stage sum = Stage.of("sum", Key.of("sum", 1).after(squares), Cost.NONE);
      return List.of(
          Phase.of("squares", tasks),
          Phase.of(
              "sum",
              List.of(
                  SharedTask.required(
                      sum,
                      (sink, progress) -> {
                        computed.add("sum");
                        int total = 0;
                        for (ClassResult square : sink.results().classes()) {
                          total += Math.max(0, square.index());
                        }
                        return new StageRows().add(new ClassResult(1000 + total, "sum"));
                      }))));
    }

    private void fail(boolean here) {
      if (here && trouble instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (here && trouble instanceof Error error) {
        throw error;
      }
    }

    @Override
    public Summary summary(Results results) {
      return new Summary(Map.of("rows", results.classes().size()), List.of("a note"));
    }

    @Override
    public Stream<Smaller> smaller() {
      return Stream.of(new Smaller("--offset 0", new Squares(0, trouble)));
    }

    @Override
    public String lessWork() {
      return "fewer numbers";
    }
  }

  private StudyRunner squares(int offset, Throwable trouble) {
    return new StudyRunner(new Squares(offset, trouble));
  }

  private StudyRunner squares() {
    return squares(0, new Throwable());
  }

  private List<String> run(StudyRunner runner) {
    computed.clear();
    try (RunDirectory run = RunDirectory.create(folder)) {
      runner.run(run, Progress.none());
      Collections.sort(computed);
      return List.copyOf(computed);
    }
  }

  private List<ClassResult> rows() {
    try (RunDirectory run = RunDirectory.open(folder)) {
      return run.results().classes();
    }
  }

  @Test
  void everythingIsComputedOnceAndRecorded() throws IOException {
    assertThat(squares().plan(folder).pending()).hasSize(4);
    assertThat(run(squares())).containsExactly("square 1", "square 2", "square 3", "sum");
    assertThat(rows()).extracting(ClassResult::index).containsExactly(1, 4, 9, 1014);
    assertThat(folder.resolve("squares/2.txt")).content().isEqualTo("4");
    assertThat(folder.resolve("unfinished")).doesNotExist();
    try (RunDirectory run = RunDirectory.open(folder)) {
      assertThat(run.manifest().study()).isEqualTo("squares");
      assertThat(run.manifest().parameters()).isEqualTo(Map.of("offset", 0));
      assertThat(run.manifest().summary()).isEqualTo(Map.of("rows", 4));
      assertThat(run.manifest().notes()).containsExactly("a note");
      assertThat(run.manifest().stages())
          .allSatisfy(stage -> assertThat(stage.state()).isEqualTo(Manifest.State.DONE));
    }
    assertThat(squares().plan(folder).pending()).isEmpty();
    assertThat(run(squares())).isEmpty();
  }

  @Test
  void aChangedParameterComputesWhatDependsOnIt() {
    run(squares());
    assertThat(squares(1, new Throwable()).plan(folder).pending())
        .extracting(Stage::name)
        .containsExactly("square 3", "sum");
    assertThat(run(squares(1, new Throwable()))).containsExactly("square 3", "sum");
    assertThat(rows()).extracting(ClassResult::index).containsExactly(1, 4, 10, 1015);
  }

  @Test
  void aLostFileIsMadeAgain() throws IOException {
    run(squares());
    String hash;
    try (RunDirectory run = RunDirectory.open(folder)) {
      hash = run.hash();
    }
    Files.delete(folder.resolve("squares/1.txt"));
    assertThat(run(squares())).containsExactly("square 1");
    try (RunDirectory run = RunDirectory.open(folder)) {
      assertThat(run.hash()).isEqualTo(hash);
    }
  }

  @Test
  void aFailedStageIsShownAndTriedAgainWithWhatUsedIt() {
    run(squares(0, new IllegalStateException("no luck")));
    assertThat(rows())
        .containsExactly(
            new ClassResult(-1, "no luck"),
            new ClassResult(1, "square"),
            new ClassResult(9, "square"),
            new ClassResult(1010, "sum"));
    assertThat(folder.resolve("squares/2.txt")).doesNotExist();
    assertThat(squares().plan(folder).pending())
        .extracting(Stage::name)
        .containsExactly("square 2", "sum");
    assertThat(run(squares())).containsExactly("square 2", "sum");
    assertThat(rows()).extracting(ClassResult::index).containsExactly(1, 4, 9, 1014);
  }

  /** The rows of the sum, which lack the second square, must not pass for whole in between. */
  @Test
  void aRunThatIsStoppedBetweenTheRepeatedStageAndItsUserIsNotTakenForWhole() {
    run(squares(0, new IllegalStateException("no luck")));
    StudyRunner runner = squares();
    try (RunDirectory run = RunDirectory.create(folder)) {
      Progress stoppedAtTheSum =
          new Progress() {
            @Override
            public Task begin(String label, long total) {
              if (label.equals("sum")) {
                throw new CancelledException();
              }
              return Progress.none().begin(label, total);
            }

            @Override
            public void checkCancelled() {}
          };
      assertThatThrownBy(() -> runner.run(run, stoppedAtTheSum))
          .isInstanceOf(CancelledException.class);
    }
    assertThat(run(squares())).containsExactly("sum");
    assertThat(rows()).extracting(ClassResult::index).containsExactly(1, 4, 9, 1014);
  }

  @Test
  void lackOfMemoryAndCancellationEndTheRunAndKeepWhatIsFinished() {
    OutOfMemoryError error = new OutOfMemoryError("made up");
    assertThatThrownBy(() -> run(squares(0, error))).isSameAs(error);
    assertThatThrownBy(() -> run(squares(0, new CancelledException())))
        .isInstanceOf(CancelledException.class);
    assertThat(run(squares())).contains("square 2", "sum");
    assertThat(rows()).extracting(ClassResult::index).containsExactly(1, 4, 9, 1014);
  }

  @Test
  void aPlanThatDoesNotFitIsRefusedWithWhatWould() {
    StudyRunner runner = squares(1, new Throwable());
    Stage large = Stage.of("x", Key.of("x", 1), new Cost(0, 2000, 2000));
    List<PlannedStage> stages = List.of(new PlannedStage(large, false));
    Task task = SharedTask.required(large, (sink, progress) -> new StageRows());
    List<Phase> phases = List.of(Phase.of("work", List.of(task)));
    Plan memory = new Plan(phases, stages, 2, 1000, Long.MAX_VALUE);
    assertThatThrownBy(() -> runner.requireFits(memory, folder))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("--offset 0 fits");
    Plan disk = new Plan(phases, stages, 2, Long.MAX_VALUE, 1000);
    assertThatThrownBy(() -> runner.requireFits(disk, folder))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("choose fewer numbers");
  }

  /** A watched training writes a snapshot again: only what comes from it is computed. */
  @Test
  void aRunGoesOnWithAChangedInputAndKeepsTheRest() {
    run(squares());
    StudyRunner changed =
        new StudyRunner(
            new Squares(1, new Throwable()) {
              @Override
              public Map<String, Manifest.Input> inputs() {
                return Map.of("model", new Manifest.Input("numbers", "1, 2, 3", "changed"));
              }
            });
    computed.clear();
    try (RunDirectory run = RunDirectory.create(folder)) {
      changed.goOn(run);
      changed.run(run, Progress.none());
      assertThat(run.manifest().inputs().get("model"))
          .isEqualTo(new Manifest.Input("numbers", "1, 2, 3", "changed"));
    }
    assertThat(computed).containsExactly("square 3", "sum");
    assertThat(rows()).extracting(ClassResult::index).containsExactly(1, 4, 10, 1015);
  }

  @Test
  void aRunOfAnotherInputIsRefusedUnlessItIsTakenOver() throws IOException {
    run(squares());
    Study other =
        new Squares(1, new Throwable()) {
          @Override
          public Map<String, Manifest.Input> inputs() {
            return Map.of("model", new Manifest.Input("others", "4, 5", "45"));
          }
        };
    StudyRunner runner = new StudyRunner(other);
    assertThatThrownBy(() -> run(runner))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("numbers")
        .hasMessageContaining("others");
    assertThat(runner.holding(folder, null).state()).isEqualTo(ResultPlace.State.OTHER);
    assertThat(squares().holding(folder, null).state()).isEqualTo(ResultPlace.State.SAME);
    Plan plan = runner.plan(folder);
    assertThat(plan.pending()).as("what is taken over is cleared").hasSize(4);
    try (RunDirectory run = RunDirectory.create(folder)) {
      runner.takeOver(run);
      assertThat(folder.resolve("squares")).doesNotExist();
      runner.run(plan, run, Progress.none());
    }
    assertThat(rows()).extracting(ClassResult::index).containsExactly(1, 4, 10, 1015);
  }
}
