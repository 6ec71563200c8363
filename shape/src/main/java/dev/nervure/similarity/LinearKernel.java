package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/** Inner products of centred rows. */
record LinearKernel() implements Kernel {
  @Override
  public CenteredKernel of(Representation representation, boolean inFull, Progress progress) {
    return inFull
        ? representation.form(GramMatrix.LINEAR, progress)
        : representation.form(FeatureProducts.FORM, progress);
  }

  @Override
  public boolean isMatrix() {
    return false;
  }
}
