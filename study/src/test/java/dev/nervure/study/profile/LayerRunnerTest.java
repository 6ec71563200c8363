package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.data.ActivationDump;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run when a measurement fails. */
class LayerRunnerTest {
  private static final ProfileOptions OPTIONS =
      ProfileOptions.defaults()
          .withThreads(2)
          .withMeasures(Set.of("fisher_ratio"))
          .withLayers("layer1,layer3");

  @TempDir Path folder;
  private DumpSource source;

  @BeforeEach
  void recordActivations() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), 60, 3);
    source = new DumpSource(dump, dump.samples());
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      ProfileStudy.of(dump, dump.samples(), OPTIONS).run(run, Progress.none());
    }
  }

  @Test
  void aFailedMeasurementIsShownAndTriedAgain() {
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      measure(
          run,
          layer -> {
            if (layer == 0) {
              throw new IllegalStateException("no luck");
            }
          });
      assertThat(figure(run, 0).notEstimable()).isEqualTo("failed: no luck");
      assertThat(figure(run, 2).estimate()).isEqualTo(1);
      assertThat(run.isDone("0", "key")).isFalse();
      assertThat(run.isDone("2", "key")).isTrue();
      measure(run, layer -> {});
      assertThat(figure(run, 0).estimate()).isEqualTo(1);
      assertThat(run.isDone("0", "key")).isTrue();
    }
  }

  @Test
  void lackOfMemoryEndsTheRun() {
    OutOfMemoryError error = new OutOfMemoryError("made up");
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      assertThatThrownBy(
              () ->
                  measure(
                      run,
                      layer -> {
                        if (layer == 2) {
                          throw error;
                        }
                      }))
          .isSameAs(error);
      assertThat(run.isDone("2", "key")).isFalse();
      measure(run, layer -> {});
      assertThat(run.isDone("2", "key")).isTrue();
    }
  }

  @Test
  void cancellationEndsTheRun() {
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      assertThatThrownBy(
              () ->
                  measure(
                      run,
                      layer -> {
                        throw new CancelledException();
                      }))
          .isInstanceOf(CancelledException.class);
      assertThat(run.isDone("0", "key")).isFalse();
    }
  }

  private void measure(RunDirectory run, IntConsumer work) {
    List<PlannedStage> stages =
        source.layers(OPTIONS).stream().map(layer -> planned(layer, work)).toList();
    new LayerRunner(source, OPTIONS, run).measure(stages, Progress.none());
  }

  private static PlannedStage planned(LayerResult layer, IntConsumer work) {
    Stage stage = new Stage(String.valueOf(layer.index()), "key", 0, 0, 0, false);
    return new PlannedStage(stage, layer, new MadeUp(layer.index(), work));
  }

  private static MeasuredValue figure(RunDirectory run, int layer) {
    return run.results().measures().stream()
        .filter(one -> one.layerIndex() == layer && one.name().equals("twonn_dimension"))
        .findFirst()
        .orElseThrow();
  }

  /** Does some work and finds the dimension 1. */
  private record MadeUp(int layer, IntConsumer work) implements LayerMeasurement {
    @Override
    public String stage() {
      return "made up";
    }

    @Override
    public List<String> measures() {
      return List.of("twonn_dimension");
    }

    @Override
    public String parametersHash() {
      return "";
    }

    @Override
    public Cost cost(CloudSize size) {
      return new Cost(0, 0);
    }

    @Override
    public void measure(LayerPoints points, StageRows rows, Progress progress) {
      work.accept(layer);
      rows.add(
          new FigureRows(layer, 1, "", "")
              .overall("twonn_dimension", Estimate.of(1, 0), 60, Map.of()));
    }
  }
}
