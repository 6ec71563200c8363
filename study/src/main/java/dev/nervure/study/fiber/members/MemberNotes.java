package dev.nervure.study.fiber.members;

import dev.nervure.network.Model;
import dev.nervure.study.fiber.Distance;
import dev.nervure.study.fiber.HeldOutput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the user should know of a data set of members, in whole sentences. */
final class MemberNotes {
  /** A chain whose members are worth a smaller share of independent ones has not mixed. */
  private static final double MIXED_SHARE = 0.5;

  private MemberNotes() {}

  static List<String> of(
      Model model, MemberOptions options, List<MemberFamily> families, MemberLabels labels) {
    Set<String> notes = new LinkedHashSet<>();
    // What is read off the logits differs between inputs in which of them are the largest.
    if (families.size() == 1 || !HeldOutput.isReadOffLogits(options.hold())) {
      double[] first = families.get(0).source().input();
      notes.addAll(HeldOutput.of(model, options.hold(), first).warnings());
    }
    String ofLabels = labels.note(options.hold());
    if (ofLabels != null) {
      notes.add(ofLabels);
    }
    for (MemberFamily family : families) {
      KeptMembers.Members members = family.members();
      if (members == null) {
        notes.add("%s has no members: %s.".formatted(family.name(), family.failed()));
      } else if (!members.leftOut().isEmpty()) {
        notes.add(
            "%d of %d members of %s are left out; the first one: %s."
                .formatted(
                    members.leftOut().size(),
                    options.perInput(),
                    family.name(),
                    members.leftOut().get(0)));
      }
      String chain = members == null ? null : chainNote(model, options, family, members);
      if (chain != null) {
        notes.add(chain);
      }
    }
    return List.copyOf(notes);
  }

  /** What a chain that has not run long enough means; null where nothing shows it. */
  private static @Nullable String chainNote(
      Model model, MemberOptions options, MemberFamily family, KeptMembers.Members members) {
    Double effective = members.effectiveSamples();
    if (effective == null || effective >= MIXED_SHARE * options.perInput()) {
      return null;
    }
    double[] input = family.source().input();
    MemberChain chain =
        new MemberChain(
            HeldOutput.of(model, options.hold(), input).map(),
            options.perInput(),
            options.walk().box());
    int quarter = Math.max(1, members.count() / 4);
    String moving =
        chain.coordinatesAtOnce() < input.length
            ? "; it moves %d of %d values at a time"
                .formatted(chain.coordinatesAtOnce(), input.length)
            : "";
    return String.format(
        Locale.ROOT,
        "The chain of %s has not mixed: %d members are worth %.1f independent ones, and lie %.3g from the start on average in the first quarter, %.3g in the last%s. They are not uniform by area over the fiber but come from the part of it that the chain has reached; draw more, or take the ends of walks (nervure fibers members).",
        family.name(),
        options.perInput(),
        effective,
        meanDistance(members, input, 0, quarter),
        meanDistance(members, input, members.count() - quarter, members.count()),
        moving);
  }

  private static double meanDistance(
      KeptMembers.Members members, double[] input, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Distance.euclidean(members.point(i), input);
    }
    return sum / (to - from);
  }
}
