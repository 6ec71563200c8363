package dev.nervure.run;

import java.util.Objects;

/**
 * The version of the tool, from the manifest of its jar; "development" when run from class folders.
 */
public final class ToolVersion {
  /** The version. */
  public static final String TEXT =
      Objects.requireNonNullElse(
          ToolVersion.class.getPackage().getImplementationVersion(), "development");

  private ToolVersion() {}
}
