package dev.nervure.report.view;

import dev.nervure.run.RunDirectory;
import dev.nervure.run.WalkRow;
import dev.nervure.study.fiber.inputs.WalkFolders;
import dev.nervure.study.fiber.walk.WalkFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The walks that a page holds.
 *
 * @param walks in the order of the rows; the walk as published after the one it is compared with
 * @param leftOut further walks, left to their files so that the page does not grow without end
 */
public record ShownWalks(List<ShownWalk> walks, int leftOut) {
  /** No walks. */
  public static final ShownWalks NONE = new ShownWalks(List.of(), 0);

  /** Bytes of walks in one page. */
  private static final long LARGEST = 6L << 20;

  private static final int MOST_STEPS_OF_MANY = 120;
  private static final int MOST_STEPS_OF_ONE = 400;

  /** Copies the list. */
  public ShownWalks {
    walks = List.copyOf(walks);
  }

  /** Those of a run. */
  static ShownWalks of(RunDirectory run, List<WalkRow> rows) {
    List<ShownWalk> walks = new ArrayList<>();
    long bytes = 0;
    int leftOut = 0;
    for (WalkRow row : rows) {
      Path folder = run.at(WalkFolders.of(row.originalIndex(), row.kind()).path());
      if (row.failed() != null || !WalkFolder.isAt(folder)) {
        continue;
      }
      if (bytes > LARGEST) {
        leftOut++;
        continue;
      }
      ShownWalk walk = ShownWalk.of(WalkFolder.open(folder), row.kind(), MOST_STEPS_OF_MANY);
      bytes += InlineJson.of(walk).length();
      walks.add(walk);
    }
    return new ShownWalks(walks, leftOut);
  }

  /** One, with the walk as published beside it. */
  static ShownWalks of(WalkFolder walk) {
    List<ShownWalk> walks = new ArrayList<>();
    walks.add(ShownWalk.of(walk, walk.values().path("mode").asText(), MOST_STEPS_OF_ONE));
    WalkFolder published = walk.published();
    if (published != null) {
      walks.add(ShownWalk.of(published, ShownWalk.PUBLISHED, MOST_STEPS_OF_ONE));
    }
    return new ShownWalks(walks, 0);
  }
}
