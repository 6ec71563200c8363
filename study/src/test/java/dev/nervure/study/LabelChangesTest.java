package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.equivariance.ImageWarp;
import dev.nervure.study.LabelChanges.Kind;
import dev.nervure.testing.FreshSeed;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What turns and flips make of signs. */
@ExtendWith(FreshSeed.class)
class LabelChangesTest {
  private static Set<Kind> kinds(String warp) {
    return LabelChanges.of(ImageWarp.parse(warp).map());
  }

  @Test
  void turnsAndFlipsAreKnownFromTheirMaps() {
    assertThat(kinds("rotate180")).containsExactly(Kind.HALF_TURN);
    assertThat(kinds("rotate90")).containsExactly(Kind.QUARTER_TURN);
    assertThat(kinds("rotate270")).containsExactly(Kind.QUARTER_TURN);
    assertThat(kinds("flip_horizontal")).containsExactly(Kind.LEFT_RIGHT_FLIP);
    assertThat(kinds("flip_vertical")).containsExactly(Kind.TOP_BOTTOM_FLIP);
    assertThat(kinds("rotate:45")).isEmpty();
    assertThat(kinds("rotate:46")).containsExactly(Kind.QUARTER_TURN);
    assertThat(kinds("rotate:-120")).containsExactly(Kind.HALF_TURN, Kind.QUARTER_TURN);
    assertThat(kinds("affine:-1,0,3,0,-1,0")).containsExactly(Kind.HALF_TURN);
    for (String harmless :
        List.of("shift:4,0", "scale:0.71", "shear:0.2", "intensity:2", "affine:1,0,0,0,1,0")) {
      assertThat(kinds(harmless)).as(harmless).isEmpty();
    }
  }

  @Test
  void scalesShearsAndShiftsDoNotHideATurn(Random random) {
    double turn = 136 + 44 * random.nextDouble();
    double scale = 0.5 + random.nextDouble();
    var map =
        ImageWarp.parse("rotate:" + turn)
            .map()
            .then(ImageWarp.parse("scale:" + scale).map())
            .then(ImageWarp.parse("shift:3,1").map());
    assertThat(LabelChanges.of(map)).containsExactly(Kind.HALF_TURN);
  }

  @Test
  void onlyClassesThatAreThereAreMistaken() {
    List<String> digits = List.of("0", "6", "8", "9");
    assertThat(LabelChanges.pair(digits, kinds("rotate180"))).containsExactly("6", "9");
    assertThat(LabelChanges.pair(digits, kinds("rotate90"))).isNull();
    assertThat(LabelChanges.pair(List.of("0", "6"), kinds("rotate180"))).isNull();
    assertThat(LabelChanges.pair(List.of("b", "d", "p"), kinds("flip_horizontal")))
        .containsExactly("b", "d");
    assertThat(LabelChanges.pair(List.of("b", "d", "p"), kinds("flip_vertical")))
        .containsExactly("b", "p");
    assertThat(LabelChanges.pair(digits, LabelChanges.ofTurnsUpTo(45))).isNull();
    assertThat(LabelChanges.pair(digits, LabelChanges.ofTurnsUpTo(91))).containsExactly("6", "9");
  }
}
