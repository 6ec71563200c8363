package dev.nervure.study.compare;

import dev.nervure.run.Manifest;
import dev.nervure.run.Subject;
import dev.nervure.study.layers.ActivationSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Networks whose layers are compared, by what they make of the same samples: those that are asked
 * about, and others of the same recipe that say how far two networks are apart by chance.
 * Immutable.
 */
public final class ComparedNetworks {
  private final Map<Subject, ActivationSource> asked;
  private final Map<Subject, ActivationSource> seeds;
  private final boolean trusted;
  private final List<String> notes;

  /**
   * Networks in the order in which they were given.
   *
   * @param asked by where the values of each stand, one at least
   * @param seeds networks of the recipe of those, trained from other seeds; none where they are not
   *     known
   * @param trusted whether inputs that differ may be the same samples, prepared otherwise
   * @throws dev.nervure.data.BadDataException when they are not on the same samples in one order,
   *     or of positions that were drawn otherwise
   * @throws IllegalArgumentException when there is none, or one is among both
   */
  public ComparedNetworks(
      Map<Subject, ? extends ActivationSource> asked,
      Map<Subject, ? extends ActivationSource> seeds,
      boolean trusted) {
    this.asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
    this.seeds = Collections.unmodifiableMap(new LinkedHashMap<>(seeds));
    this.trusted = trusted;
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs a network");
    }
    for (Subject at : asked.keySet()) {
      if (seeds.containsKey(at)) {
        throw new IllegalArgumentException(
            at.text() + " is both asked about and among the seeds; leave it out of the seeds");
      }
    }
    List<String> found = matched();
    found.addAll(repeated());
    this.notes = List.copyOf(found);
  }

  /**
   * Which networks are the same under several names. None of other seeds may be: how far networks
   * are apart by chance would be counted from one that is no other.
   */
  private List<String> repeated() {
    List<String> found = new ArrayList<>();
    Map<String, Subject> byContent = new LinkedHashMap<>();
    all()
        .forEach(
            (at, source) -> {
              Subject same = byContent.putIfAbsent(content(source), at);
              if (same != null && seeds.containsKey(at)) {
                throw new IllegalArgumentException(
                    "%s and %s are the same network (equal content), and a network counts once among those of other seeds; leave one out"
                        .formatted(name(same), name(at)));
              }
              if (same != null) {
                found.add(
                    "%s and %s are the same network under two names (equal content)"
                        .formatted(name(same), name(at)));
              }
            });
    return found;
  }

  /** The hashes of what activations come from, samples aside. */
  private static String content(ActivationSource source) {
    return source.inputs().entrySet().stream()
        .filter(one -> !one.getKey().equals("data"))
        .map(one -> one.getKey() + " " + one.getValue().hash())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private List<String> matched() {
    List<String> found = new ArrayList<>();
    Subject first = asked.keySet().iterator().next();
    Map<Subject, ActivationSource> all = all();
    all.forEach(
        (at, source) -> {
          if (!at.equals(first)) {
            found.addAll(SameSamples.require(name(first), any(), name(at), source, trusted));
            found.addAll(SamePositions.require(name(first), any(), name(at), source));
          }
        });
    return found;
  }

  /** A network in words. */
  static String name(Subject at) {
    return at.isOnly() ? "the network" : at.text().replaceFirst("^model ", "");
  }

  /** What all have in common is asked of the first. */
  ActivationSource any() {
    return asked.values().iterator().next();
  }

  /** All of them: those that are asked about, then the seeds. */
  Map<Subject, ActivationSource> all() {
    Map<Subject, ActivationSource> all = new LinkedHashMap<>(asked);
    all.putAll(seeds);
    return all;
  }

  /** The same in the order of subjects. */
  SortedMap<Subject, ActivationSource> sorted() {
    return new TreeMap<>(all());
  }

  /** Those that are asked about, in the order given. */
  List<Subject> asked() {
    return List.copyOf(asked.keySet());
  }

  /** Those of other seeds, in the order given. */
  List<Subject> seeds() {
    return List.copyOf(seeds.keySet());
  }

  /** What was taken for granted, a sentence each. */
  List<String> notes() {
    return notes;
  }

  /** The inputs by role; what all share stands once. */
  Map<String, Manifest.Input> inputs() {
    Map<String, Manifest.Input> inputs = new LinkedHashMap<>();
    all()
        .forEach(
            (at, source) ->
                source
                    .inputs()
                    .forEach(
                        (role, input) ->
                            inputs.put(
                                role.equals("data") || at.isOnly() ? role : at.text(), input)));
    return inputs;
  }
}
