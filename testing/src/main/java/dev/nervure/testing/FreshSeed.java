package dev.nervure.testing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * The seed of a test on random input: another one at every run, so that the runs together try more
 * than one of them does, and named on failure with the command that repeats it.
 *
 * <p>As an extension ({@code @ExtendWith(FreshSeed.class)}) it gives each test method that has a
 * parameter of type {@link Random} one with a fresh seed, and adds the command to what the test
 * throws.
 */
public final class FreshSeed implements ParameterResolver, TestExecutionExceptionHandler {

  private static final String PROPERTY = "test.seed";

  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(FreshSeed.class);

  /** A new seed, or the one given by {@code -Dtest.seed=}. */
  public static long next() {
    Long given = Long.getLong(PROPERTY);
    return given == null ? new SecureRandom().nextInt() & 0xffffffffL : given;
  }

  /**
   * The command that repeats a test of the module in the working directory. The star takes nested
   * classes along.
   */
  public static String repeat(long seed, Class<?> test) {
    Class<?> outer = test;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    Path module = Path.of("").toAbsolutePath().getFileName();
    return "repeat with ./mvnw -pl %s -am -Dtest='%s*' -Dsurefire.failIfNoSpecifiedTests=false -D%s=%d test"
        .formatted(module, outer.getSimpleName(), PROPERTY, seed);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Random.class;
  }

  @Override
  public Random resolveParameter(ParameterContext parameter, ExtensionContext test) {
    long seed = next();
    test.getStore(OWN).put(PROPERTY, seed);
    return new Random(seed);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable failure)
      throws Throwable {
    Long seed = test.getStore(OWN).get(PROPERTY, Long.class);
    if (seed == null || failure instanceof TestAbortedException) {
      throw failure;
    }
    throw new AssertionError(
        failure.getMessage() + "\n" + repeat(seed, test.getRequiredTestClass()), failure);
  }
}
