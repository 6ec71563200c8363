package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.network.BadModelException;
import dev.nervure.run.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFilesTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private static Iterable<String> models(NetworkFiles files) {
    return files.bySubject().keySet().stream().map(Subject::model).toList();
  }

  @Test
  void filesStandByTheirNames() throws IOException {
    Path b = file("b.onnx");
    Path a = file("a.onnx");
    NetworkFiles files = NetworkFiles.named(List.of(b, a));
    assertThat(models(files)).containsExactly("a", "b");
    assertThat(files.bySubject().get(Subject.ofModel("b"))).isEqualTo(b);
  }

  @Test
  void equalNamesAreToldApart() throws IOException {
    NetworkFiles files =
        NetworkFiles.named(
            List.of(
                file("one/model.onnx"),
                file("two/model.onnx"),
                file("three/two/Model.onnx"),
                file("other.onnx")));
    assertThat(models(files)).containsExactly("one/model", "other", "two/Model-2", "two/model");
  }

  /** By such a name values would pass for those of a network that has not learned. */
  @Test
  void theNameOfABaselineIsRefused() throws IOException {
    Path shuffled = file("shuffled labels a.onnx");
    file("b.onnx");
    assertThatThrownBy(() -> NetworkFiles.named(List.of(shuffled)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shuffled labels a.onnx")
        .hasMessageContaining("rename");
    assertThatThrownBy(() -> NetworkFiles.inFolder(folder))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileThatIsGivenTwiceIsRefused() throws IOException {
    Path file = file("a.onnx");
    assertThatThrownBy(
            () -> NetworkFiles.named(List.of(file, folder.resolve("x/../a.onnx").normalize())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.onnx");
  }

  @Test
  void snapshotsStandByEpochAndOtherFilesAreLeftAside() throws IOException {
    file("epoch-010.onnx");
    file("epoch-002.onnx");
    file("epochs.csv");
    file(".epoch-003.onnx");
    file("within/epoch-004.onnx");
    NetworkFiles files = NetworkFiles.inFolder(folder);
    assertThat(files.bySubject().keySet()).containsExactly(Subject.ofEpoch(2), Subject.ofEpoch(10));
    assertThat(files.notes()).isEmpty();
  }

  @Test
  void aForeignNetworkAmongSnapshotsPutsAllByModelAndIsNamed() throws IOException {
    file("epoch-001.onnx");
    file("epoch-002.onnx");
    file("zbest.onnx");
    NetworkFiles files = NetworkFiles.inFolder(folder);
    assertThat(models(files)).containsExactly("epoch-001", "epoch-002", "zbest");
    assertThat(files.notes()).singleElement().asString().contains("zbest.onnx", "by model");
  }

  @Test
  void twoSeriesAreNoEpochs() throws IOException {
    file("lenet-1.onnx");
    file("mlp-1.onnx");
    assertThat(models(NetworkFiles.inFolder(folder))).containsExactly("lenet-1", "mlp-1");
  }

  @Test
  void twoFilesOfOneEpochAreRefused() throws IOException {
    file("epoch-1.onnx");
    file("epoch-01.onnx");
    assertThatThrownBy(() -> NetworkFiles.inFolder(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("epoch-1.onnx", "epoch-01.onnx");
  }

  @Test
  void aFolderWithoutNetworksIsRefused() throws IOException {
    Path text = file("notes.txt");
    assertThatThrownBy(() -> NetworkFiles.inFolder(folder)).isInstanceOf(BadModelException.class);
    assertThatThrownBy(() -> NetworkFiles.inFolder(text)).isInstanceOf(BadModelException.class);
    assertThatThrownBy(() -> NetworkFiles.inFolder(folder.resolve("missing")))
        .isInstanceOf(BadModelException.class);
  }
}
