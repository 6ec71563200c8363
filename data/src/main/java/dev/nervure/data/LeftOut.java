package dev.nervure.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a folder of images holds and is not taken, and says it in one line a reason. Not
 * thread safe.
 */
final class LeftOut {

  private final String what;
  private final Map<String, Integer> kinds = new TreeMap<>();
  private @Nullable Path first;
  private int count;

  /**
   * @param what of many, such as "images"; an s is the plural
   */
  LeftOut(String what) {
    this.what = what;
  }

  void add(Path file) {
    first = first == null ? file : first;
    count++;
    String ending = ImageFile.ending(file);
    kinds.merge(ending.isEmpty() ? "without ending" : "." + ending, 1, Integer::sum);
  }

  @Nullable Path first() {
    return first;
  }

  /** Such as "3 images skipped (damaged), first cats/1.png". */
  String line(String reason) {
    return count + " " + what + (count == 1 ? "" : "s") + " " + reason + ", first " + first;
  }

  /** The endings with their numbers, such as "2 .webp, 1 .txt". */
  String kinds() {
    return kinds.entrySet().stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Counters by reason, in the order in which the reasons came up. */
  static final class ByReason {
    private final Map<String, LeftOut> reasons = new LinkedHashMap<>();

    void add(String reason, Path file) {
      reasons.computeIfAbsent(reason, key -> new LeftOut("image")).add(file);
    }

    Map<String, LeftOut> reasons() {
      return reasons;
    }
  }
}
