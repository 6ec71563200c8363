package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aScreenShowsAMovingBarOfTheOutermostTask() throws InterruptedException {
    Progress progress = progress(true, false);
    try (Progress.Task outer = progress.begin("Layers", 2)) {
      try (Progress.Task inner = progress.begin("Distances", 100)) {
        inner.advance(100);
      }
      outer.advance(1);
      // Longer than the bar's own interval, so that it draws at least once in between.
      Thread.sleep(600);
      outer.advance(1);
    }
    assertThat(text()).contains("\r", "Layers", "1/2", "2/2", "distances").doesNotContain("/100");
    assertThat(text().lines().map(String::length)).allMatch(length -> length < 4_000);
  }

  @Test
  void aPipeStaysEmptyForShortTasksAndGetsOneLineForALongOne() throws InterruptedException {
    Progress progress = progress(false, false);
    progress.begin("Short", 1).close();
    assertThat(text()).isEmpty();
    try (Progress.Task task = progress.begin("Long", 1)) {
      Thread.sleep(1_050);
      task.advance(1);
    }
    assertThat(text()).isEqualTo("Long: 1.1 s" + System.lineSeparator());
  }

  @Test
  void quietShowsNothing() {
    Progress progress = progress(true, true);
    progress.begin("Layers", 2).close();
    assertThat(text()).isEmpty();
  }

  private Progress progress(boolean screen, boolean quiet) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, screen, screen, false, 80);
    return new TerminalProgress(terminal, quiet, Interruption.never());
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
