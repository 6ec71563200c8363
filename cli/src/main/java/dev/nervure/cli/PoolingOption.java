package dev.nervure.cli;

import dev.nervure.network.Pooling;
import picocli.CommandLine.Option;

/** How the activations of a layer become points. */
final class PoolingOption {
  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "global_average",
      description =
          "How activation maps become points: global_average (N x C), flatten, spatial (one point per position), channel_maps. Default: global_average.")
  Pooling value = Pooling.GLOBAL_AVERAGE;
}
