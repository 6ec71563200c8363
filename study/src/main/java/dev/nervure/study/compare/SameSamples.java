package dev.nervure.study.compare;

import dev.nervure.data.BadDataException;
import dev.nervure.study.layers.ActivationSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether row i of two sets of activations is of the same sample: what a comparison of layers rests
 * on. Ids decide where both have them, else the hash of what went into the networks; where neither
 * is there, labels and positions can show that samples differ, but not that they are the same.
 */
final class SameSamples {
  private static final String HOW =
      "Make both from the same samples in the same order: the same --data, --samples and --seed.";

  private SameSamples() {}

  /**
   * Refuses activations of other samples, or of the same in another order.
   *
   * @param trusted whether inputs of another hash may be the same samples, prepared otherwise
   * @return what was taken for granted, a sentence each; empty where it is sure
   * @throws BadDataException saying what differs, and what to do
   */
  static List<String> require(
      String firstName,
      ActivationSource first,
      String secondName,
      ActivationSource second,
      boolean trusted) {
    if (first.size() != second.size()) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "has %,d samples where %s has %,d: layers are compared row by row",
              second.size(),
              firstName,
              first.size()),
          secondName,
          HOW);
    }
    List<String> firstIds = first.sampleIds();
    List<String> secondIds = second.sampleIds();
    if (firstIds != null && secondIds != null) {
      requireIds(firstName, firstIds, secondName, secondIds);
      return List.of();
    }
    String firstHash = first.samplesHash();
    String secondHash = second.samplesHash();
    boolean known = firstHash != null && secondHash != null;
    if (firstHash != null && firstHash.equals(secondHash)) {
      return List.of();
    }
    List<String> firstLabels = labels(first);
    List<String> secondLabels = labels(second);
    if (!firstLabels.isEmpty() && !secondLabels.isEmpty() && !firstLabels.equals(secondLabels)) {
      throw otherOrder(firstName, firstLabels, secondName, secondLabels, "labels");
    }
    if (known) {
      List<String> firstRows = positions(first);
      List<String> secondRows = positions(second);
      if (!firstRows.equals(secondRows)) {
        throw otherOrder(firstName, firstRows, secondName, secondRows, "positions in the data");
      }
      if (!trusted) {
        throw new BadDataException(
            "was made of other inputs than %s: other data, or the same prepared otherwise (size, --mean, --std)"
                .formatted(firstName),
            secondName,
            HOW
                + " Where the samples are the same and only prepared otherwise, say so with --same-samples.");
      }
      return List.of(
          "inputs of %s and %s differ; that they are the same samples, prepared otherwise, is what --same-samples says"
              .formatted(firstName, secondName));
    }
    return List.of(
        firstLabels.isEmpty() || secondLabels.isEmpty()
            ? "that row i of %s and of %s is the same sample is taken for granted: there are no ids and no labels to tell"
                .formatted(firstName, secondName)
            : "row i of %s and of %s has the same label; that it is the same sample is taken for granted, since there are no ids"
                .formatted(firstName, secondName));
  }

  private static void requireIds(
      String firstName, List<String> first, String secondName, List<String> second) {
    if (!first.equals(second)) {
      throw otherOrder(firstName, first, secondName, second, "ids");
    }
  }

  private static BadDataException otherOrder(
      String firstName, List<String> first, String secondName, List<String> second, String what) {
    int row =
        IntStream.range(0, first.size())
            .filter(i -> !first.get(i).equals(second.get(i)))
            .findFirst()
            .orElse(0);
    List<String> a = new ArrayList<>(first);
    List<String> b = new ArrayList<>(second);
    a.sort(null);
    b.sort(null);
    String differs =
        "row %d is %s, in %s it is %s".formatted(row, second.get(row), firstName, first.get(row));
    if (a.equals(b)) {
      return new BadDataException(
          "has the same %s as %s in another order (%s)".formatted(what, firstName, differs),
          secondName,
          "Bring the rows of both into one order; layers are compared row by row.");
    }
    return new BadDataException(
        "has other %s than %s (%s)".formatted(what, firstName, differs), secondName, HOW);
  }

  /** The name of the class of each sample; empty without labels. */
  private static List<String> labels(ActivationSource source) {
    int[] labels = source.labels();
    return labels == null
        ? List.of()
        : Arrays.stream(labels).mapToObj(label -> source.classNames().get(label)).toList();
  }

  private static List<String> positions(ActivationSource source) {
    return IntStream.range(0, source.size())
        .mapToObj(i -> Integer.toString(source.originalIndex(i)))
        .toList();
  }
}
