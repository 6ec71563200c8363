package dev.nervure.network.torch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRecordTest {

  private static final MachineIdentity HERE = new MachineIdentity(List.of("libtorch 1", "a"));
  private static final MachineIdentity ELSEWHERE = new MachineIdentity(List.of("libtorch 1", "b"));

  @TempDir Path folder;

  @Test
  void keepsBothOutcomes() {
    for (EngineCheck check :
        List.of(
            new EngineCheck(true, List.of()), new EngineCheck(false, List.of("one", "another")))) {
      CheckRecord.in(folder, HERE).write(check);
      assertThat(CheckRecord.in(folder, HERE).read()).contains(check);
    }
  }

  @Test
  void knowsNothingOfOtherMachines() {
    CheckRecord.in(folder, HERE).write(new EngineCheck(true, List.of()));
    assertThat(CheckRecord.in(folder, ELSEWHERE).read()).isEmpty();
  }

  /** A cut or changed file is checked again: it must never say that all is right. */
  @Test
  void believesNoDamagedFile() throws IOException {
    CheckRecord.in(folder, HERE).write(new EngineCheck(false, List.of("a fault")));
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.toList().get(0);
    }
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length() - "a fault\n".length() + 1; length++) {
      Files.writeString(file, whole.substring(0, length));
      assertThat(CheckRecord.in(folder, HERE).read()).as("%d characters", length).isEmpty();
    }
    Files.writeString(file, whole.replace("switched off", "in use"));
    assertThat(CheckRecord.in(folder, HERE).read()).isEmpty();
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(CheckRecord.in(folder, HERE).read()).isEmpty();
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() throws IOException {
    Path missing = folder.resolve("missing");
    CheckRecord.in(missing, HERE).write(new EngineCheck(true, List.of()));
    assertThat(CheckRecord.in(missing, HERE).read()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void thisMachineStaysItself() {
    MachineIdentity first = MachineIdentity.ofThisMachine("libtorch");
    assertThat(MachineIdentity.ofThisMachine("libtorch")).isEqualTo(first);
    assertThat(MachineIdentity.ofThisMachine("another").digest()).isNotEqualTo(first.digest());
    assertThat(first.lines()).hasSizeGreaterThan(2);
  }
}
