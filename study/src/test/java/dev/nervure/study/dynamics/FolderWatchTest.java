package dev.nervure.study.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.DataOptions;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.BadModelException;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderWatchTest {
  private static final Duration PAUSE = Duration.ofMillis(60);

  @TempDir Path folder;

  private FolderWatch watch(Duration idle) {
    return new FolderWatch(folder, PAUSE, idle, null);
  }

  private void network(int epoch) throws IOException {
    OnnxWriter.write(Glyphs.network(epoch), folder.resolve("epoch-%03d.onnx".formatted(epoch)));
  }

  @Test
  void aSnapshotCountsOnceItIsWhole() throws Exception {
    network(0);
    Path other = folder.resolve("source");
    OnnxWriter.write(Glyphs.network(1), other);
    byte[] bytes = Files.readAllBytes(other);
    Files.delete(other);
    FolderWatch watch = watch(Duration.ofMillis(1500));
    assertThat(watch.next(Progress.none()).orElseThrow().byEpoch().keySet()).containsExactly(0);
    AtomicBoolean written = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = Files.newOutputStream(folder.resolve("epoch-001.onnx"))) {
                int step = bytes.length / 8 + 1;
                for (int from = 0; from < bytes.length; from += step) {
                  out.write(bytes, from, Math.min(step, bytes.length - from));
                  out.flush();
                  written.set(from + step >= bytes.length);
                  Thread.sleep(100); // longer than between two looks
                }
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    Optional<EpochFiles> next = watch.next(Progress.none());
    assertThat(written).as("not before it was whole").isTrue();
    assertThat(next.orElseThrow().byEpoch().keySet()).containsExactly(0, 1);
    writer.join();
    assertThat(watch.next(Progress.none())).as("nothing new for the idle time").isEmpty();
  }

  @Test
  void endsWithTheEpochThatItWaitsFor() throws Exception {
    network(3);
    FolderWatch watch = new FolderWatch(folder, PAUSE, null, 3);
    assertThat(watch.next(Progress.none())).isPresent();
    assertThat(watch.next(Progress.none())).isEmpty();
  }

  @Test
  void aSnapshotThatIsWrittenAnewIsNew() throws Exception {
    network(1);
    FolderWatch watch = watch(Duration.ofSeconds(20));
    assertThat(watch.next(Progress.none())).isPresent();
    OnnxWriter.write(Glyphs.network(9, 6), folder.resolve("epoch-001.onnx"));
    assertThat(watch.next(Progress.none())).isPresent();
  }

  @Test
  void canBeCancelledAndRefusesWhatIsNoFolder() {
    Progress cancelled =
        new Progress() {
          @Override
          public Task begin(String label, long total) {
            return Progress.none().begin(label, total);
          }

          @Override
          public void checkCancelled() {
            throw new CancelledException();
          }
        };
    assertThatThrownBy(() -> watch(null).next(cancelled)).isInstanceOf(CancelledException.class);
    FolderWatch nowhere = new FolderWatch(folder.resolve("nowhere"), PAUSE, null, null);
    assertThatThrownBy(() -> nowhere.next(Progress.none()))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("no such folder");
  }

  private void dump(int epoch, int layers) throws IOException {
    Path at = Files.createDirectories(folder.resolve("epoch-" + epoch));
    RandomStream random = RandomStream.seeded(epoch);
    for (int layer = 0; layer < layers; layer++) {
      float[] values = new float[40 * 5];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() + (i / 5 % 2) * epoch;
      }
      NpyWriter.write(at.resolve("layer" + layer + ".npy"), NdArray.of(values, 40, 5));
    }
  }

  /** Folders of activations, with labels once for all of them; epoch 0 is the baseline. */
  @Test
  void activationsAreFollowedLayerByLayer() throws Exception {
    long[] labels = new long[40];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
    }
    NpyWriter.write(folder.resolve("labels.npy"), NdArray.of(labels, 40));
    dump(0, 2);
    dump(4, 2);
    dump(5, 1); // the second layer is still to come
    FolderWatch watch = watch(Duration.ofSeconds(1));
    EpochFiles found = watch.next(Progress.none()).orElseThrow();
    while (found.byEpoch().size() < 2) {
      found = watch.next(Progress.none()).orElseThrow();
    }
    assertThat(found.kind()).isEqualTo(EpochFiles.Kind.ACTIVATIONS);
    assertThat(found.byEpoch().keySet()).containsExactly(0, 4);
    LayerOptions all = Glyphs.layers(2).withLayers("all");
    try (EpochSources opening =
            new EpochSources(null, null, DataOptions.DEFAULT, samples -> samples, all);
        SnapshotSeries series = new SnapshotSeries(found, opening, EpochChoice.ALL, 3, 1, false);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = new StudyRunner(new DynamicsStudy(series, all)).run(run, Progress.none());
      assertThat(results.learned())
          .isNotEmpty()
          .allMatch(row -> row.baseline() == NetworkKind.UNTRAINED)
          .allMatch(row -> Objects.equals(row.epoch(), 4));
      assertThat(results.learned())
          .anyMatch(row -> row.measure().equals("fisher_ratio") && row.isResolved());
      assertThat(run.manifest().notes()).anyMatch(note -> note.contains("have no network"));
    }
    dump(5, 2);
    assertThat(watch.next(Progress.none()).orElseThrow().byEpoch().keySet())
        .containsExactly(0, 4, 5);
  }
}
