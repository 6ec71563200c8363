package dev.nervure.homology;

/** Called by the kernel's loops at least every few milliseconds; throws to stop the work. */
@FunctionalInterface
interface WorkLimit {
  /** Reports {@code units} coboundaries computed since the last call. */
  void worked(int units);
}
