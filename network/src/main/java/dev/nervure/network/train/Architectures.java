package dev.nervure.network.train;

import dev.nervure.network.train.CifarResNet.Shortcut;
import java.util.List;
import java.util.stream.Collectors;

/** The built-in architectures by name. */
public final class Architectures {

  private static final List<Architecture> ALL =
      List.of(
          new MultilayerPerceptron(),
          new LeNet(),
          new ConvolutionalNetwork(),
          new VggNetwork(),
          new ResidualNetwork(),
          new MobileNetV2(),
          new SqueezeExcitationResNet(),
          new CifarResNet("resnet8", 8, Shortcut.PROJECTION),
          new CifarResNet("resnet20", 20, Shortcut.PROJECTION),
          new CifarResNet("resnet32", 32, Shortcut.PROJECTION),
          new CifarResNet("resnet20-padded", 20, Shortcut.PADDED),
          new CifarResNet("resnet32-padded", 32, Shortcut.PADDED));

  private Architectures() {}

  /** All of them, small ones first. */
  public static List<Architecture> all() {
    return ALL;
  }

  /**
   * The architecture of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Architecture named(String name) {
    for (Architecture architecture : ALL) {
      if (architecture.name().equals(name)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException(
        "architecture must be one of "
            + ALL.stream().map(Architecture::name).collect(Collectors.joining(", "))
            + " but was "
            + name);
  }
}
