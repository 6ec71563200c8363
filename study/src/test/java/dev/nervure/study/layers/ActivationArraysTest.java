package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationArraysTest {
  @Test
  void fileNamesOfLayersAreSafe() {
    assertThat(ActivationArrays.fileName(7, "/block/../add:0"))
        .isEqualTo("0007-_block_.._add_0.npy");
    assertThat(ActivationArrays.fileName(7, "x".repeat(500))).hasSize(89);
  }
}
