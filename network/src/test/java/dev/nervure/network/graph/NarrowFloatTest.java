package dev.nervure.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(FreshSeed.class)
class NarrowFloatTest {

  /** The largest values, from the papers that define the types. */
  @Test
  void rangesAreThoseOfTheFormats() {
    assertThat(NarrowFloat.FLOAT8E4M3FN.round(1e9, true)).isEqualTo(448);
    assertThat(NarrowFloat.FLOAT8E4M3FNUZ.round(1e9, true)).isEqualTo(240);
    assertThat(NarrowFloat.FLOAT8E5M2.round(1e9, true)).isEqualTo(57344);
    assertThat(NarrowFloat.FLOAT8E5M2FNUZ.round(1e9, true)).isEqualTo(57344);
    assertThat(NarrowFloat.FLOAT4E2M1.round(1e9, true)).isEqualTo(6);
    assertThat(NarrowFloat.FLOAT6E2M3.round(1e9, true)).isEqualTo(7.5f);
    assertThat(NarrowFloat.FLOAT6E3M2.round(1e9, true)).isEqualTo(28);
    assertThat(NarrowFloat.FLOAT8E4M3FN.decode(1)).isEqualTo(0x1p-9f);
    assertThat(NarrowFloat.FLOAT8E5M2.decode(1)).isEqualTo(0x1p-16f);
    assertThat(NarrowFloat.FLOAT8E8M0.decode(127)).isEqualTo(1);
  }

  @Test
  void codesThatAreNoNumbers() {
    assertThat(NarrowFloat.FLOAT8E4M3FN.decode(0x7f)).isNaN();
    assertThat(NarrowFloat.FLOAT8E4M3FN.decode(0xff)).isNaN();
    assertThat(NarrowFloat.FLOAT8E4M3FNUZ.decode(0x80)).isNaN();
    assertThat(NarrowFloat.FLOAT8E5M2.decode(0x7c)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(NarrowFloat.FLOAT8E5M2.decode(0xfc)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(NarrowFloat.FLOAT8E5M2.decode(0x7d)).isNaN();
    assertThat(NarrowFloat.FLOAT8E8M0.decode(255)).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void everyValueIsItsOwnRounding(NarrowFloat type) {
    for (int code = 0; code < 1 << type.bits(); code++) {
      float value = type.decode(code);
      if (Float.isFinite(value)) {
        assertThat(type.round(value, true)).isEqualTo(value);
        assertThat(type.round(value, false)).isEqualTo(value);
      }
    }
  }

  /** Nothing that the type holds lies nearer. */
  @ParameterizedTest
  @EnumSource
  void roundsToTheNearest(NarrowFloat type, Random random) {
    float largest = type.round(Double.MAX_VALUE, true);
    for (int trial = 0; trial < 500; trial++) {
      double value = Math.exp(12 * random.nextDouble() - 8);
      if (value > largest) {
        continue;
      }
      double error = Math.abs(type.round(value, true) - value);
      for (int code = 0; code < 1 << type.bits(); code++) {
        float other = type.decode(code);
        if (Float.isFinite(other)) {
          assertThat(error)
              .as("%s of %s", type, value)
              .isLessThanOrEqualTo(Math.abs(other - value));
        }
      }
    }
  }

  @Test
  void halfWayTheLastBitBecomesEven() {
    // 1 and 1.125 are neighbours; 1.125 ends in a one.
    assertThat(NarrowFloat.FLOAT8E4M3FN.round(1.0625, true)).isEqualTo(1);
    assertThat(NarrowFloat.FLOAT8E4M3FN.round(1.1875, true)).isEqualTo(1.25f);
    assertThat(NarrowFloat.FLOAT8E4M3FN.round(-1.1875, true)).isEqualTo(-1.25f);
    assertThat(NarrowFloat.FLOAT4E2M1.round(5, true)).isEqualTo(4);
    assertThat(NarrowFloat.FLOAT8E4M3FN.round(464, false)).isEqualTo(448);
    assertThat(NarrowFloat.FLOAT8E4M3FN.round(464.1, false)).isNaN();
    assertThat(NarrowFloat.FLOAT8E5M2.round(61440, false)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void powersOfTwoByEachMode() {
    assertThat(NarrowFloat.FLOAT8E8M0.roundPower(1.1, "up")).isEqualTo(2);
    assertThat(NarrowFloat.FLOAT8E8M0.roundPower(1.9, "down")).isEqualTo(1);
    assertThat(NarrowFloat.FLOAT8E8M0.roundPower(1.4, "nearest")).isEqualTo(1);
    assertThat(NarrowFloat.FLOAT8E8M0.roundPower(1.5, "nearest")).isEqualTo(2);
    assertThat(NarrowFloat.FLOAT8E8M0.roundPower(0, "up")).isEqualTo(0x1p-127f);
    assertThat(NarrowFloat.FLOAT8E8M0.roundPower(-1, "up")).isNaN();
  }
}
