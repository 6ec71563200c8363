package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.run.CommandRecord.Setting;
import dev.nervure.run.ResultPlace.Holding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing finished is replaced unless the user says so. */
class ResultPlaceTest {
  private static final List<String> FILES = List.of("walk.json", "snapshots/*.onnx");

  @TempDir Path root;
  private Path usual = Path.of("");

  @BeforeEach
  void name() {
    usual = root.resolve("lenet");
  }

  private static Provenance made(String length, String modelHash) {
    Map<String, Setting> options = new LinkedHashMap<>();
    options.put("MODEL", new Setting("lenet.onnx", CommandRecord.COMMAND_LINE));
    options.put("--length", new Setting(length, CommandRecord.COMMAND_LINE));
    options.put("--threads", new Setting(modelHash, "default"));
    options.put("--out", new Setting(null, "default"));
    return Provenance.now(
        new CommandRecord(
            "fibers", List.of("fibers", "lenet.onnx", "--length", length), "/home", options),
        Map.of("version", "1"),
        Map.of("model", new Manifest.Input("lenet.onnx", "", modelHash)));
  }

  private ResultPlace choose(@Nullable Path asked, boolean overwrite, Provenance now) {
    return ResultPlace.choose(
        asked, usual, overwrite, folder -> ResultPlace.lookAt(folder, now, FILES));
  }

  private void write(Path folder, Provenance now) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("walk.json"), "{}");
    now.write(folder);
  }

  @Test
  void theUsualFolderIsTakenOnceAndThenByTheSameQuestion() throws IOException {
    assertThat(choose(null, false, made("5", "aa"))).isEqualTo(new ResultPlace(usual, false, null));
    write(usual, made("5", "aa"));
    assertThat(choose(null, false, made("5", "aa")).folder()).isEqualTo(usual);
  }

  @Test
  void anotherQuestionGetsTheNextNumberAndFindsItAgain() throws IOException {
    write(usual, made("5", "aa"));
    ResultPlace second = choose(null, false, made("6", "aa"));
    assertThat(second.folder()).isEqualTo(root.resolve("lenet-2"));
    assertThat(second.instead())
        .contains("nervure fibers lenet.onnx --length 5", "--length 5 there, 6 here", "lenet-2");
    write(second.folder(), made("6", "aa"));
    assertThat(choose(null, false, made("7", "aa")).folder()).isEqualTo(root.resolve("lenet-3"));
    assertThat(choose(null, false, made("6", "aa")).folder()).isEqualTo(root.resolve("lenet-2"));
  }

  @Test
  void otherContentUnderTheSameNameIsAnotherQuestion() throws IOException {
    write(usual, made("5", "aa"));
    assertThat(choose(null, false, made("5", "bb")).folder()).isEqualTo(root.resolve("lenet-2"));
  }

  @Test
  void aNamedFolderIsRefusedWithTheDifferenceUnlessItIsToBeOverwritten() throws IOException {
    Path mine = root.resolve("mine");
    write(mine, made("5", "aa"));
    assertThatThrownBy(() -> choose(mine, false, made("6", "aa")))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("--length 5 there, 6 here")
        .hasMessageContaining("--overwrite")
        .hasMessageContaining("--out");
    assertThat(choose(mine, true, made("6", "aa"))).isEqualTo(new ResultPlace(mine, true, null));
    assertThat(choose(mine, true, made("5", "aa")).replaces()).isFalse();
    ResultPlace.remove(mine, FILES);
    assertThat(mine).isEmptyDirectory();
  }

  @Test
  void filesOfOthersAreNeverReplaced() throws IOException {
    Files.createDirectories(usual.resolve("snapshots"));
    Path precious = Files.writeString(usual.resolve("snapshots/epoch-1.onnx"), "precious");
    assertThat(choose(null, false, made("5", "aa")).folder()).isEqualTo(root.resolve("lenet-2"));
    assertThatThrownBy(() -> choose(usual, true, made("5", "aa")))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("epoch-1.onnx");
    assertThat(precious).hasContent("precious");
  }

  @Test
  void aFolderWithOtherFilesIsFreeWhereNoneWouldBeReplaced() throws IOException {
    Files.createDirectories(usual);
    Files.writeString(usual.resolve("notes.txt"), "mine");
    assertThat(choose(usual, false, made("5", "aa")).folder()).isEqualTo(usual);
  }

  @Test
  void aDamagedRecordIsSaidAndNotTakenForAFreeFolder() throws IOException {
    write(usual, made("5", "aa"));
    Files.writeString(usual.resolve(Provenance.FILE_NAME), "{");
    assertThatThrownBy(() -> choose(null, false, made("5", "aa")))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("command.json");
  }

  @Test
  void theHoldingThatFitsNeedsNoReason() {
    assertThat(Holding.FREE.what()).isEmpty();
    assertThat(Holding.other(null, List.of()).what()).contains("another question");
  }
}
