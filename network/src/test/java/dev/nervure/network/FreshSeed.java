package dev.nervure.network;

import java.security.SecureRandom;

/**
 * The seed of a test on random input: another one at every run, so that the runs together try more
 * than one of them does, and named on failure with what repeats it.
 */
public final class FreshSeed {

  private static final String PROPERTY = "test.seed";

  private FreshSeed() {}

  /** A new seed, or the one given by {@code -Dtest.seed=}. */
  public static long next() {
    Long given = Long.getLong(PROPERTY);
    return given == null ? new SecureRandom().nextInt() & 0xffffffffL : given;
  }

  /** For the description of an assertion. */
  public static String repeat(long seed, Class<?> test) {
    return "repeat with ./mvnw -pl network -am -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s=%d test"
        .formatted(test.getSimpleName(), PROPERTY, seed);
  }
}
