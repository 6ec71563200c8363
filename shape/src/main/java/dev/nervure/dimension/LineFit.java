package dev.nervure.dimension;

/**
 * Ordinary least squares of y on x with an intercept.
 *
 * @param slope of the line
 * @param slopeError its standard error from the residuals; 0 for two points
 * @param determination R^2
 */
record LineFit(double slope, double slopeError, double determination) {

  static LineFit of(double[] x, double[] y) {
    int n = x.length;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += x[i] / n;
      meanY += y[i] / n;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    double slope = xy / xx;
    double residual = Math.max(0, yy - slope * xy);
    double error = n > 2 ? Math.sqrt(residual / (n - 2) / xx) : 0;
    return new LineFit(slope, error, yy > 0 ? 1 - residual / yy : 1);
  }
}
