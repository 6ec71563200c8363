package dev.nervure.homology;

/**
 * Whether a filtration is made smaller by edge collapse before it is reduced. The diagrams are the
 * same either way.
 */
public enum CollapseMode {
  /** Decided by the dimension and a cheap probe of how many edges are dominated. */
  AUTO,
  /** Always. */
  ON,
  /** Never. */
  OFF
}
