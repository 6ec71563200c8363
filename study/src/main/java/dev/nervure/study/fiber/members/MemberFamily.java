package dev.nervure.study.fiber.members;

import org.jspecify.annotations.Nullable;

/**
 * An input with its members, or why there are none.
 *
 * @param source the input
 * @param members null where it failed
 * @param failed null where it has members
 */
record MemberFamily(
    MemberSource source, KeptMembers.@Nullable Members members, @Nullable String failed) {

  /** The members of an input that has some. */
  KeptMembers.Members found() {
    if (members == null) {
      throw new IllegalStateException("an input without members: " + failed);
    }
    return members;
  }

  /** What the input is called in notes. */
  String name() {
    return source.index() == null ? "the input" : "input " + source.index();
  }
}
