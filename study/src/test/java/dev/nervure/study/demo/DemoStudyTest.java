package dev.nervure.study.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.Manifest;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStudyTest {
  @TempDir Path folder;

  @Test
  void trainsProfilesAndReusesWhatIsThere() throws Exception {
    DemoOptions options = DemoOptions.defaults().withSize(256, 160, 1).withThreads(1);
    demo(options);
    String hash;
    Map<String, Double> seconds;
    try (RunDirectory run = RunDirectory.open(folder.resolve("demo"))) {
      assertThat(run.results().epochs()).hasSize(2);
      assertThat(run.results().epochs().get(0).epoch()).isZero();
      assertThat(run.results().epochs().get(1).testAccuracy()).isBetween(0.0, 1.0);
      assertThat(run.results().layers()).hasSizeGreaterThan(4);
      assertThat(run.results().accuracy()).isPresent();
      assertThat(run.manifest().stages())
          .allSatisfy(stage -> assertThat(stage.state()).isEqualTo(Manifest.State.DONE));
      assertThat(run.at("snapshots/epoch-000.onnx")).exists();
      assertThat(run.at("snapshots/epoch-001.onnx")).exists();
      hash = run.hash();
      seconds = run.doneStages();
    }
    demo(options);
    try (RunDirectory run = RunDirectory.open(folder.resolve("demo"))) {
      assertThat(run.hash()).isEqualTo(hash);
      assertThat(run.doneStages()).as("nothing was computed again").isEqualTo(seconds);
    }
    Files.delete(folder.resolve("demo").resolve("snapshots").resolve("epoch-001.onnx"));
    demo(options);
    try (RunDirectory run = RunDirectory.open(folder.resolve("demo"))) {
      assertThat(run.hash()).isEqualTo(hash);
    }
    demo(options.withSeed(2));
    try (RunDirectory run = RunDirectory.open(folder.resolve("demo"))) {
      assertThat(run.hash()).isNotEqualTo(hash);
    }
  }

  @Test
  void aUsersProfileIsNotOverwritten() {
    Path users = folder.resolve("profile");
    try (RunDirectory run = RunDirectory.create(users)) {
      run.update(
          manifest ->
              manifest.forStudy(
                  "profile",
                  Map.of("model", new Manifest.Input("mine.onnx", "my network", "00")),
                  Map.of(),
                  Map.of()));
    }
    try (RunDirectory run = RunDirectory.create(users)) {
      assertThatThrownBy(() -> run(run, DemoOptions.defaults()))
          .isInstanceOf(BadRunException.class)
          .hasMessageContaining("mine.onnx");
    }
  }

  private void demo(DemoOptions options) {
    try (RunDirectory run = RunDirectory.create(folder.resolve("demo"));
        DemoStudy study = new DemoStudy(options, Progress.none())) {
      StudyRunner runner = new StudyRunner(study);
      runner.takeOver(run); // as the command does: another seed is another network
      runner.run(run, Progress.none());
    }
  }

  private static void run(RunDirectory run, DemoOptions options) {
    try (DemoStudy study = new DemoStudy(options, Progress.none())) {
      new StudyRunner(study).run(run, Progress.none());
    }
  }
}
