package dev.nervure.study.fiber.members;

import dev.nervure.network.Model;
import dev.nervure.study.fiber.HeldOutput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the user should know of a data set of members, in whole sentences. */
final class MemberNotes {
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
    }
    return List.copyOf(notes);
  }
}
