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
      // The bar draws on a thread of its own, whenever a busy machine lets it.
      awaitText("1/2");
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
    // At least the time slept; more where the machine is busy.
    assertThat(text()).matches("Long: ([1-9]|[1-9][0-9]+)\\.[0-9] s\\R");
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

  private void awaitText(String part) throws InterruptedException {
    for (int i = 0; i < 600 && !text().contains(part); i++) {
      Thread.sleep(50);
    }
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
