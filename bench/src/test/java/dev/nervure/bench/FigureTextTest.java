package dev.nervure.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTextTest {
  @Test
  void aNumberMayDifferByItsLastDigit() {
    assertThat(FigureText.difference("| 11.7 ± 0.4 |", "| 11.8 ± 0.3 |")).isEmpty();
    assertThat(FigureText.difference("| 11.7 ± 0.4 |", "| 11.9 ± 0.4 |")).isPresent();
    assertThat(FigureText.difference("1,235.5", "1,235.4")).isEmpty();
    assertThat(FigureText.difference("2.36e-14", "2.37e-14")).isEmpty();
    assertThat(FigureText.difference("2.36e-14", "2.36e-13")).isPresent();
    assertThat(FigureText.difference("| 0.09 |", "| 0.1 |")).isEmpty(); // fewer digits now
  }

  @Test
  void countsAndWordsMayNot() {
    assertThat(FigureText.difference("at n = 1000", "at n = 1001")).isPresent();
    assertThat(FigureText.difference("it rises", "it falls")).isPresent();
    assertThat(FigureText.difference("| 5.9 |", "| 5.9 * |")).isPresent();
    assertThat(FigureText.difference("a\nb", "a")).isPresent();
    assertThat(FigureText.difference("/c/c.2/Relu", "/c/c.4/Relu")).isPresent();
    assertThat(FigureText.difference("a\nb 1", "a\nb 1")).isEmpty();
  }
}
