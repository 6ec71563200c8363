package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/**
 * What measures need of a representation before they can compare it with another: centred values, a
 * Gram matrix, a thin basis. It is worked out once for a representation and kept with it. Two forms
 * that are {@linkplain Object#equals equal} are the same form.
 *
 * @param <T> what is kept; immutable, and safe for several threads
 */
interface Form<T> {
  /** Works it out, on one thread. */
  T of(Representation representation, Progress progress);
}
