package dev.nervure.network.torch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.network.NativeRuntimeException;
import dev.nervure.network.torch.NativeRuntime;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

  private boolean oneDnnBefore;
  private int threadsBefore;

  @BeforeEach
  void remember() {
    NativeRuntime.ensureLoaded();
    oneDnnBefore = torch.globalContext().userEnabledMkldnn();
    threadsBefore = torch.get_num_threads();
  }

  @AfterEach
  void restore() {
    torch.globalContext().setUserEnabledMkldnn(oneDnnBefore);
    torch.set_num_threads(threadsBefore);
  }

  @Test
  void whatIsInUseOnThisMachineIsRight() {
    assertThat(SelfCheck.ofEverything().faults()).isEmpty();
  }

  @Test
  void theOutcomeOfTheStartIsInTheStatus() {
    assertThat(NativeRuntime.status().check().oneDnn()).isEqualTo(oneDnnBefore);
  }

  @Test
  void rightWithoutOneDnnToo() {
    torch.globalContext().setUserEnabledMkldnn(false);
    assertThat(SelfCheck.ofEverything().faults()).isEmpty();
  }

  /** As the fault that the check is for: part of the weights is lost, in single precision only. */
  @Test
  void switchesOneDnnOffForWhatItGetsWrong() {
    torch.globalContext().setUserEnabledMkldnn(true);
    EngineCheck found =
        check(value -> torch.globalContext().userEnabledMkldnn() ? withoutFirstRow(value) : value)
            .run();
    assertThat(found.oneDnn()).isFalse();
    assertThat(found.sound()).isFalse();
    assertThat(found.faults())
        .anyMatch(fault -> fault.matches("product: the result is off by 0\\.\\d+ .* on 1 thread"))
        .anyMatch(fault -> fault.startsWith("product: the derivative by input 1 is off by"))
        .anyMatch(fault -> fault.matches(".* on \\d+ threads"));
    assertThat(found.summary()).contains("oneDNN", "product", "switched off");
    assertThat(torch.globalContext().userEnabledMkldnn()).isFalse();
  }

  @Test
  void refusesWhatIsWrongEitherWay() {
    SelfCheck check = check(SelfCheckTest::withoutFirstRow);
    assertThatThrownBy(check::run)
        .isInstanceOf(NativeRuntimeException.class)
        .hasMessageContaining("computes wrongly on this machine")
        .hasMessageContaining("product");
  }

  @Test
  void findsValuesThatAreNotFinite() {
    SelfCheck check = check(value -> value.div(new Scalar(0.0)));
    assertThat(check.faults()).anyMatch(fault -> fault.contains("the result is not finite"));
  }

  /** A value that is right does not hide a derivative that is wrong. */
  @Test
  void findsAWrongDerivative() {
    SelfCheck check = check(value -> value.detach().mul(new Scalar(2.0)).sub(value));
    assertThat(check.faults())
        .isNotEmpty()
        .allMatch(fault -> fault.contains("the derivative by input"));
  }

  /** Double precision is the measure of single precision, and itself held to the definition. */
  @Test
  void findsAWrongDoublePrecision() {
    Function<double[][], double[]> definition =
        arrays -> {
          double[] product = new double[9];
          for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 4; k++) {
              product[i] += arrays[0][i / 3 * 4 + k] * arrays[1][k * 3 + i % 3];
            }
          }
          return product;
        };
    CheckedOperation right = product(UnaryOperator.identity(), definition);
    CheckedOperation wrong = product(value -> value.mul(new Scalar(1 + 1e-9)), definition);
    assertThat(new SelfCheck(List.of(right)).faults()).isEmpty();
    assertThat(new SelfCheck(List.of(wrong)).faults())
        .singleElement()
        .asString()
        .contains("double precision is off by");
  }

  /** Channel counts that are multiples of a vector's width would hide what the check is for. */
  @Test
  void convolutionsHaveChannelsThatNeedPadding() {
    List<CheckedOperation> convolutions =
        CheckedOperations.all().stream()
            .filter(operation -> operation.name().contains("channels"))
            .toList();
    assertThat(convolutions).hasSizeGreaterThanOrEqualTo(10);
    assertThat(convolutions)
        .allSatisfy(
            operation -> {
              long[] weight = operation.shapes()[1];
              assertThat(weight[0] % 8 + weight[1] % 8).as(operation.name()).isPositive();
            });
  }

  private static SelfCheck check(UnaryOperator<Tensor> afterSinglePrecision) {
    return new SelfCheck(
        List.of(
            CheckedOperation.of(
                "product",
                new long[][] {{3, 4}, {4, 3}},
                in -> {
                  Tensor value = torch.matmul(in[0], in[1]);
                  return value.scalar_type().intern() == ScalarType.Float
                      ? afterSinglePrecision.apply(value)
                      : value;
                })));
  }

  private static CheckedOperation product(
      UnaryOperator<Tensor> after, Function<double[][], double[]> definition) {
    return new CheckedOperation(
        "product",
        new long[][] {{3, 4}, {4, 3}},
        in -> after.apply(torch.matmul(in[0], in[1])),
        definition);
  }

  private static Tensor withoutFirstRow(Tensor value) {
    Tensor mask = torch.ones(3, 1);
    mask.select(0, 0).zero_();
    return value.mul(mask);
  }
}
