package dev.nervure.mapper;

import java.util.List;
import java.util.function.Function;

/** The clusterers by name. */
public final class Clusterers {
  private static final List<Choice> ALL =
      List.of(
          new Choice("dbscan", true, own -> new Dbscan(own.eps(), own.minSamples())),
          new Choice("hdbscan", false, own -> new Hdbscan(own.minClusterSize(), own.minSamples())),
          new Choice("single_linkage", true, own -> new SingleLinkage(own.eps())),
          new Choice("first_gap", false, own -> new FirstGap(own.bins())),
          new Choice("ward", false, own -> new Ward(own.clusters())),
          new Choice("one", false, own -> new OneCluster()));

  private Clusterers() {}

  /** A clusterer that settings make. */
  private record Choice(
      String name, boolean takesEps, Function<ClustererSettings, Clusterer> make) {}

  /** All of them, with the same settings. */
  public static List<Clusterer> all(ClustererSettings settings) {
    return ALL.stream().map(choice -> choice.make().apply(settings)).toList();
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of this name, or a setting of its own is
   *     out of range
   */
  public static Clusterer named(String name, ClustererSettings settings) {
    return choice(name).make().apply(settings);
  }

  /** Whether a clusterer needs a radius. */
  public static boolean takesEps(String name) {
    return choice(name).takesEps();
  }

  private static Choice choice(String name) {
    return ALL.stream()
        .filter(choice -> choice.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no clusterer '%s' but %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** Their names. */
  public static List<String> names() {
    return ALL.stream().map(Choice::name).toList();
  }
}
