package dev.nervure.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntegerTypeTest {

  @Test
  void boundsAreThoseOfTheWidths() {
    assertThat(IntegerType.UINT8.largest()).isEqualTo(255);
    assertThat(IntegerType.INT8.smallest()).isEqualTo(-128);
    assertThat(IntegerType.INT4.largest()).isEqualTo(7);
    assertThat(IntegerType.UINT2.largest()).isEqualTo(3);
    assertThat(IntegerType.INT64.smallest()).isEqualTo(Long.MIN_VALUE);
    assertThat(IntegerType.UINT32.largest()).isEqualTo(0xffffffffL);
  }

  @ParameterizedTest
  @EnumSource
  void wrapsAroundAtItsBounds(IntegerType type) {
    assertThat(type.wrap(type.largest())).isEqualTo(type.largest());
    assertThat(type.wrap(type.smallest())).isEqualTo(type.smallest());
    if (type.bits() < Long.SIZE) {
      assertThat(type.wrap(type.largest() + 1)).isEqualTo(type.smallest());
      assertThat(type.wrap(type.smallest() - 1)).isEqualTo(type.largest());
    }
  }
}
