package dev.nervure.network.torch.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of the check, kept in a file beside the unpacked libraries so that it runs once for a
 * machine and a version. What cannot be read is checked again; what cannot be written is checked at
 * every start.
 */
public final class CheckRecord {

  /** To be raised when {@link CheckedOperations} or the tolerances change. */
  private static final String HEAD = "nervure engine check 1";

  private static final String WITH = "oneDNN in use";
  private static final String WITHOUT = "oneDNN switched off";

  private final Path file;

  private CheckRecord(Path file) {
    this.file = file;
  }

  /**
   * The record of this machine.
   *
   * @param folder of the unpacked libraries; several machines may share it
   * @param machine what the outcome depends on
   */
  public static CheckRecord in(Path folder, MachineIdentity machine) {
    return new CheckRecord(folder.resolve("nervure-check-" + machine.digest() + ".txt"));
  }

  /** What was found here before, or nothing. */
  public Optional<EngineCheck> read() {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.size() < 2 || !lines.get(0).equals(HEAD)) {
        return Optional.empty();
      }
      List<String> faults = lines.subList(2, lines.size());
      // Without faults there is no reason to switch anything off, and the other way round.
      if (lines.get(1).equals(faults.isEmpty() ? WITH : WITHOUT)) {
        return Optional.of(new EngineCheck(faults.isEmpty(), faults));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps an outcome, whole or not at all. */
  public void write(EngineCheck check) {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    text.append(check.oneDnn() ? WITH : WITHOUT).append('\n');
    check.faults().forEach(fault -> text.append(fault).append('\n'));
    try {
      Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "nervure-check", ".part");
      try {
        Files.writeString(part, text, StandardCharsets.UTF_8);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // A folder that cannot be written costs the check at the next start, no more.
      return;
    }
  }
}
