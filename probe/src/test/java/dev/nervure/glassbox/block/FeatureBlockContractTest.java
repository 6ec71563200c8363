package dev.nervure.glassbox.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link FeatureBlock} promises, asked of every block of the list. */
class FeatureBlockContractTest {
  private static final List<ImageSize> SIZES =
      List.of(new ImageSize(32, 32), new ImageSize(29, 29));
  private static final List<BlockSettings> SETTINGS =
      List.of(
          BlockSettings.defaults(),
          BlockSettings.defaults()
              .withTurns(4)
              .withFlips(true)
              .withTemplates(20)
              .withBins(5)
              .withCells(3)
              .withFilters(FilterKind.RANDOM)
              .withGrid(ScatteringGrid.CENTRED));
  private static final int MOST_ELEMENTS = 12;

  static List<FeatureBlock> all() {
    List<FeatureBlock> all = new ArrayList<>();
    for (String name : Blocks.names()) {
      for (ImageSize size : SIZES) {
        for (BlockSettings settings : SETTINGS) {
          all.add(Blocks.named(name, size, settings));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  void coefficientsAreFiniteAndEachHasItsOwnName(FeatureBlock block) {
    long seed = FreshSeed.next();
    double[] image = image(block.size(), new Random(seed));
    double[] before = image.clone();
    double[] values = block.of(image);
    String repeat = FreshSeed.repeat(seed, getClass());
    assertThat(image).as(repeat).isEqualTo(before);
    assertThat(values).as(repeat).hasSize(block.coefficients().size());
    for (double value : values) {
      assertThat(Double.isFinite(value)).as(repeat).isTrue();
    }
    assertThat(block.coefficients().stream().map(Coefficient::name).distinct().count())
        .isEqualTo(values.length);
    assertThat(block.of(image)).as(repeat).isEqualTo(values);
    double[] other = image(block.size(), new Random(seed + 1));
    double[][] both = block.of(new double[][] {other, image});
    assertThat(both[0]).as(repeat).isEqualTo(block.of(other));
    assertThat(both[1]).as(repeat).isEqualTo(values);
    assertThat(block.batch()).isPositive();
    for (double value : block.of(new double[block.size().pixels()])) {
      assertThat(Double.isFinite(value)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void declaredSymmetriesHold(FeatureBlock block) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    double[] image = image(block.size(), random);
    double[] values = block.of(image);
    for (DeclaredSymmetry symmetry : block.symmetries()) {
      ImageGroup group = symmetry.group();
      if (group == null) {
        continue;
      }
      int order = group.order(block.size());
      for (int i = 0; i < Math.min(order, MOST_ELEMENTS); i++) {
        int element = order <= MOST_ELEMENTS ? i : random.nextInt(order);
        double[] moved = block.of(group.act(element, block.size(), image));
        DeclaredSymmetry.Action action = symmetry.action();
        double[] promised = action == null ? values : action.act(element, values);
        assertThat(distance(moved, promised))
            .as(
                "%s of %s, element %d: %s",
                block.name(), symmetry.words(), element, FreshSeed.repeat(seed, getClass()))
            .isLessThanOrEqualTo(symmetry.tolerance() * norm(values));
      }
    }
  }

  private static double[] image(ImageSize size, Random random) {
    return random.doubles(size.pixels()).toArray();
  }

  private static double distance(double[] one, double[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(squares);
  }

  private static double norm(double[] values) {
    return distance(values, new double[values.length]);
  }
}
