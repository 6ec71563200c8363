package dev.nervure.cli;

import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows work on standard error: a moving bar with the time left on a screen, one line per finished
 * task elsewhere. Only the outermost of nested tasks is shown; the label of an inner one stands
 * beside its bar. Thread safe.
 */
final class TerminalProgress implements Progress {
  private static final int UPDATE_MILLISECONDS = 200;

  /** Shorter tasks leave no line where nothing moves. */
  private static final double WORTH_A_LINE_SECONDS = 1;

  private final Terminal terminal;
  private final boolean quiet;
  private final Interruption interruption;
  private final Deque<ShownTask> tasks = new ArrayDeque<>();

  TerminalProgress(Terminal terminal, boolean quiet, Interruption interruption) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.interruption = interruption;
  }

  @Override
  public synchronized Task begin(String label, long total) {
    @Nullable ShownTask outer = tasks.peekLast();
    @Nullable ProgressBar bar = null;
    if (outer != null) {
      outer.mention(label);
    } else if (!quiet && terminal.errIsScreen()) {
      bar = bar(label, total);
    }
    ShownTask task = new ShownTask(label, bar);
    tasks.addLast(task);
    return task;
  }

  @Override
  public void checkCancelled() {
    if (interruption.requested()) {
      throw new CancelledException();
    }
  }

  private ProgressBar bar(String label, long total) {
    // The bar rewrites its line: carriage return first, and the rest of an older, longer line
    // blank.
    int columns = terminal.columns() - 1;
    return new ProgressBarBuilder()
        .setTaskName(label)
        .setInitialMax(Math.max(total, 0))
        .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(
            new DelegatingProgressBarConsumer(
                line -> {
                  terminal
                      .err()
                      .print("\r" + line + " ".repeat(Math.max(0, columns - line.length())));
                  terminal.err().flush();
                },
                columns))
        .build();
  }

  private synchronized void end(ShownTask task, Duration took) {
    tasks.remove(task);
    if (task.bar != null) {
      task.bar.close();
      terminal.err().println();
    } else if (tasks.isEmpty() && !quiet && took.toMillis() >= WORTH_A_LINE_SECONDS * 1000) {
      terminal
          .err()
          .println("%s: %s".formatted(task.label, Quantities.seconds(took.toMillis() / 1000.0)));
    }
  }

  /** A task between begin and close. */
  private final class ShownTask implements Task {
    private final String label;
    private final @Nullable ProgressBar bar;
    private final long begun = System.nanoTime();

    ShownTask(String label, @Nullable ProgressBar bar) {
      this.label = label;
      this.bar = bar;
    }

    void mention(String inner) {
      if (bar != null) {
        bar.setExtraMessage(inner.toLowerCase(Locale.ROOT));
      }
    }

    @Override
    public void advance(long units) {
      if (bar != null) {
        bar.stepBy(units);
      }
    }

    @Override
    public void close() {
      end(this, Duration.ofNanos(System.nanoTime() - begun));
    }
  }
}
