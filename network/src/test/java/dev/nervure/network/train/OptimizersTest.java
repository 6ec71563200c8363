package dev.nervure.network.train;

import org.junit.jupiter.api.Nested;

class OptimizersTest {

  @Nested
  class PlainSgdTest extends OptimizerContract {
    @Override
    Optimizer optimizer() {
      return new Sgd(0, false);
    }
  }

  @Nested
  class NesterovSgdTest extends OptimizerContract {
    @Override
    Optimizer optimizer() {
      return new Sgd(0.9, true);
    }
  }

  @Nested
  class AdamTest extends OptimizerContract {
    @Override
    Optimizer optimizer() {
      return Adam.standard();
    }
  }

  @Nested
  class DecoupledAdamTest extends OptimizerContract {
    @Override
    Optimizer optimizer() {
      return new Adam(0.9, 0.999, 1e-8, true);
    }
  }

  @Nested
  class AdamaxTest extends OptimizerContract {
    @Override
    Optimizer optimizer() {
      return Adamax.standard();
    }
  }
}
