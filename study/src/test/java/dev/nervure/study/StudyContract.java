package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.Manifest;
import dev.nervure.run.RunDirectory;
import dev.nervure.testing.FreshSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every study, whatever it asks. */
@ExtendWith(FreshSeed.class)
public abstract class StudyContract {
  @TempDir protected Path folder;

  /** Does something with a study of a few samples, which takes a second or two. */
  protected interface Use<T> {
    /** The study is open while this runs. */
    T of(Study study) throws IOException;
  }

  /** Opens the study, always of the same question, hands it over and closes what it opened. */
  protected abstract <T> T with(int threads, Use<T> use) throws IOException;

  private static List<Stage> stages(Study study) {
    return study.phases().stream()
        .flatMap(phase -> phase.tasks().stream())
        .flatMap(task -> task.stages().stream())
        .toList();
  }

  private static List<String> keys(Study study) {
    return stages(study).stream().map(stage -> stage.name() + " " + stage.key()).toList();
  }

  private String run(Path out, int threads) throws IOException {
    return with(
        threads,
        study -> {
          try (RunDirectory run = RunDirectory.create(out)) {
            new StudyRunner(study).run(run, Progress.none());
            return run.hash();
          }
        });
  }

  @Test
  void laysTheSameStagesOutAgainForAnyNumberOfThreads() throws IOException {
    List<String> once = with(1, StudyContract::keys);
    assertThat(once).isNotEmpty().doesNotHaveDuplicates();
    assertThat(with(1, StudyContract::keys)).isEqualTo(once);
    assertThat(with(2, StudyContract::keys)).isEqualTo(once);
  }

  @Test
  void aStageComesAfterTheStagesThatItUses() throws IOException {
    with(
        1,
        study -> {
          List<String> names = stages(study).stream().map(Stage::name).toList();
          for (Stage stage : stages(study)) {
            assertThat(names.subList(0, names.indexOf(stage.name())))
                .as(stage.name())
                .containsAll(stage.after());
          }
          return names;
        });
  }

  @Test
  void givesTheSameBitsForAnyNumberOfThreadsAndComputesNothingTwice() throws IOException {
    String hash = run(folder.resolve("run"), 1);
    assertThat(run(folder.resolve("other"), 2)).isEqualTo(hash);
    Map<String, Double> seconds;
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      seconds = run.doneStages();
      assertThat(run.failedStages()).isEmpty();
      assertThat(run.manifest().stages())
          .allSatisfy(stage -> assertThat(stage.state()).isEqualTo(Manifest.State.DONE));
      assertThat(run.manifest().parameters()).isNotEmpty();
      assertThat(run.manifest().summary()).isNotEmpty();
    }
    assertThat(run(folder.resolve("run"), 2)).isEqualTo(hash);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(run.doneStages()).as("nothing was computed again").isEqualTo(seconds);
    }
  }

  @Test
  void stoppedAnywhereItResumesToTheSameResults(Random random) throws IOException {
    String whole = run(folder.resolve("whole"), 2);
    Path out = folder.resolve("run");
    for (int stop = 0; stop < 4; stop++) {
      AtomicInteger left = new AtomicInteger(1 + random.nextInt(stop < 2 ? 40 : 2000));
      Progress stopping =
          new Progress() {
            @Override
            public Task begin(String label, long total) {
              return Progress.none().begin(label, total);
            }

            @Override
            public void checkCancelled() {
              if (left.decrementAndGet() < 0) {
                throw new CancelledException();
              }
            }
          };
      with(
          2,
          study -> {
            try (RunDirectory run = RunDirectory.create(out)) {
              return new StudyRunner(study).run(run, stopping);
            } catch (CancelledException expected) {
              return expected;
            }
          });
    }
    assertThat(run(out, 2)).isEqualTo(whole);
  }

  @Test
  void itsJsonHasWhatEveryStudyHas() throws IOException {
    run(folder.resolve("run"), 2);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      var tree = StudyJson.tree(run);
      assertThat(tree.get("samples").asInt()).isPositive();
      assertThat(tree.get("layers")).isNotEmpty();
      assertThat(tree.has("notes")).isTrue();
      assertThat(tree.get("seeds")).isNotEmpty();
    }
  }
}
