package dev.nervure.study.dynamics;

import dev.nervure.data.ActivationDump;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.network.BadModelException;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the folder of a training that is under way. A snapshot counts once it is complete: its
 * size and time have not changed between two looks, and it can be read. A folder of activations has
 * to hold as many layers as the epoch before, or, where none is known, to be unchanged for some
 * looks more or to be followed by a later epoch. What cannot be read for a minute counts as it is,
 * and the study names it. Not thread safe.
 */
public final class FolderWatch {
  /** Looks without a change after which a first folder of activations is taken for complete. */
  private static final int SETTLED_LOOKS = 5;

  private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(1);
  private static final long STEP_MILLISECONDS = 20;

  private final Path folder;
  private final Duration pause;
  private final @Nullable Duration idle;
  private final @Nullable Integer until;
  private final Map<Path, Seen> seen = new HashMap<>();
  private EpochFiles reported =
      new EpochFiles(EpochFiles.Kind.NETWORKS, new TreeMap<>(), List.of());
  private Map<Path, String> reportedStates = Map.of();
  private int layers;

  /**
   * What is known of a path.
   *
   * @param looks how often it was seen in this state
   * @param since when it was first seen so
   */
  private record Seen(String state, int looks, long since) {}

  /**
   * A watch that has seen nothing yet.
   *
   * @param folder in which the training leaves its snapshots
   * @param pause between two looks
   * @param idle after so long without anything new the watch is over; null for never
   * @param until the watch is over once this epoch is there; null for never
   */
  public FolderWatch(
      Path folder, Duration pause, @Nullable Duration idle, @Nullable Integer until) {
    this.folder = folder;
    this.pause = pause;
    this.idle = idle;
    this.until = until;
  }

  /**
   * Waits until there is something new, and gives all that is complete; empty when the watch is
   * over.
   *
   * @throws BadModelException when it is no folder
   * @throws dev.nervure.progress.CancelledException when cancelled
   */
  public Optional<EpochFiles> next(Progress progress) {
    if (until != null && reported.byEpoch().containsKey(until)) {
      return Optional.empty();
    }
    long since = System.nanoTime();
    while (true) {
      EpochFiles complete = complete();
      Map<Path, String> states = states(complete);
      if (!states.isEmpty() && !states.equals(reportedStates)) {
        reported = complete;
        reportedStates = states;
        return Optional.of(complete);
      }
      if (idle != null && System.nanoTime() - since > idle.toNanos()) {
        return Optional.empty();
      }
      sleep(progress);
    }
  }

  private Map<Path, String> states(EpochFiles complete) {
    Map<Path, String> states = new HashMap<>();
    for (Path path : complete.byEpoch().values()) {
      Seen known = seen.get(path);
      states.put(path, known == null ? "" : known.state());
    }
    return states;
  }

  private void sleep(Progress progress) {
    long end = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < end) {
      progress.checkCancelled();
      try {
        TimeUnit.MILLISECONDS.sleep(STEP_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException();
      }
    }
  }

  /** One look. */
  private EpochFiles complete() {
    EpochFiles there = EpochFiles.in(folder);
    SortedMap<Integer, Path> complete = new TreeMap<>();
    there
        .byEpoch()
        .forEach(
            (epoch, path) -> {
              boolean later = there.byEpoch().lastKey() > epoch;
              if (isComplete(there.kind(), path, later)) {
                complete.put(epoch, path);
              }
            });
    return new EpochFiles(there.kind(), complete, there.notes());
  }

  private boolean isComplete(EpochFiles.Kind kind, Path path, boolean later) {
    String state;
    try {
      state = EpochSources.state(path);
    } catch (UncheckedIOException e) {
      return false; // moved away or replaced at this moment
    }
    Seen before = seen.get(path);
    Seen now =
        before != null && before.state().equals(state)
            ? new Seen(state, before.looks() + 1, before.since())
            : new Seen(state, 1, System.nanoTime());
    seen.put(path, now);
    if (state.equals(reportedStates.get(path))) {
      return true;
    }
    if (now.looks() == 1) {
      return false;
    }
    if (System.nanoTime() - now.since() > GIVEN_UP_AFTER.toNanos()) {
      return true;
    }
    try {
      return kind == EpochFiles.Kind.NETWORKS
          ? OnnxReader.read(path).nodes().size() > 0
          : isComplete(ActivationDump.open(path, DataOptions.DEFAULT), now.looks(), later);
    } catch (BadModelException | BadDataException | UncheckedIOException e) {
      return false; // being written
    }
  }

  private boolean isComplete(ActivationDump dump, int looks, boolean later) {
    int count = dump.layers().size();
    if (count == layers || (layers == 0 && (later || looks > SETTLED_LOOKS))) {
      layers = count;
      return true;
    }
    return false;
  }
}
