package dev.nervure.jacobian;

/** A map whose Jacobian can be applied to vectors without being formed. */
public interface MatrixFreeMap extends DifferentiableMap {

  /** The derivative at a point, to be closed; used by one thread at a time. */
  Tangent tangent(double[] x);

  /** Value and derivative J at one point. */
  interface Tangent extends AutoCloseable {

    /** f(x), length m. */
    double[] value();

    /** J v, length m, for v of length n. */
    double[] push(double[] v);

    /** J^T w, length n, for w of length m. */
    double[] pull(double[] w);

    @Override
    void close();
  }
}
