package dev.nervure.equivariance;

import dev.nervure.array.NdArray;
import dev.nervure.network.Activations;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.network.Precision;
import dev.nervure.network.SampleBatches;
import java.util.List;
import java.util.Objects;

/** The features of a layer for a batch of images, and back into the arrays of the network. */
final class FeatureReader {
  private final Activations activations;
  private final Layer layer;
  private final SiteGrid grid;
  private final Precision precision;

  FeatureReader(Model model, Layer layer, SiteGrid grid) {
    this.activations = Activations.of(model).layers(List.of(layer)).pooling(Pooling.CHANNEL_MAPS);
    this.layer = layer;
    this.grid = grid;
    this.precision = model.precision();
  }

  /**
   * The features of each image, site by site.
   *
   * @throws dev.nervure.network.NonFiniteActivationsException where a value is not finite
   */
  double[][] read(NdArray batch) {
    NdArray found = Objects.requireNonNull(activations.collect(SampleBatches.of(batch)).get(layer));
    return sitewise(found);
  }

  /** The features of images as a batch of the layer. */
  NdArray batch(double[][] features) {
    int[] own = layer.shape();
    int[] shape = new int[own.length + 1];
    shape[0] = features.length;
    System.arraycopy(own, 0, shape, 1, own.length);
    double[] values = new double[features.length * grid.size()];
    int sites = grid.sites();
    for (int image = 0; image < features.length; image++) {
      int start = image * grid.size();
      for (int channel = 0; channel < grid.channels(); channel++) {
        for (int site = 0; site < sites; site++) {
          values[start + channel * sites + site] =
              features[image][site * grid.channels() + channel];
        }
      }
    }
    if (precision == Precision.FLOAT64) {
      return NdArray.of(values, shape);
    }
    float[] single = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      single[i] = (float) values[i];
    }
    return NdArray.of(single, shape);
  }

  /** A batch of gradients by the layer's values, site by site. */
  double[][] sitewise(NdArray batch) {
    double[] values = batch.doubles();
    double[][] features = new double[batch.shape()[0]][grid.size()];
    int sites = grid.sites();
    for (int image = 0; image < features.length; image++) {
      for (int channel = 0; channel < grid.channels(); channel++) {
        for (int site = 0; site < sites; site++) {
          features[image][site * grid.channels() + channel] =
              values[image * grid.size() + channel * sites + site];
        }
      }
    }
    return features;
  }
}
