package dev.nervure.dimension;

/** Which dimension of a cloud an estimator sees. */
public enum DimensionKind {
  /** That of the sheets on which the points lie, however these are bent. */
  MANIFOLD,
  /** That of the flat space that the points take up: a circle takes up two dimensions. */
  LINEAR_SPAN
}
