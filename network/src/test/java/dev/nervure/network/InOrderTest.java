package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.progress.CancelledException;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class InOrderTest {

  @Test
  void resultsComeInTheOrderOfThePiecesAndNoMoreAreInWorkThanThereAreWorkers(Random random) {
    int workers = 1 + random.nextInt(4);
    int pieces = 60;
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> taken = new ArrayList<>();
    try (InOrder<Integer> order = new InOrder<>(workers)) {
      int added = 0;
      while (taken.size() < pieces) {
        int waiting = 0;
        while (added < pieces && order.hasRoom()) {
          int piece = added++;
          int micros = random.nextInt(2000);
          order.add(
              () -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                Thread.sleep(0, micros * 100);
                working.decrementAndGet();
                return piece;
              });
          waiting++;
        }
        assertThat(waiting).isLessThanOrEqualTo(workers + 1);
        taken.add(order.next());
      }
    }
    for (int piece = 0; piece < pieces; piece++) {
      assertThat(taken.get(piece)).isEqualTo(piece);
    }
    assertThat(most.get()).isLessThanOrEqualTo(workers);
  }

  @Test
  void whatAPieceThrowsComesOutAsItIs() {
    IllegalArgumentException failure = new IllegalArgumentException("a piece");
    AssertionError error = new AssertionError("an error");
    Exception checked = new Exception("checked");
    try (InOrder<Integer> order = new InOrder<>(2)) {
      order.add(
          () -> {
            throw failure;
          });
      order.add(
          () -> {
            throw error;
          });
      order.add(
          () -> {
            throw checked;
          });
      assertThatThrownBy(order::next).isSameAs(failure);
      assertThatThrownBy(order::next).isSameAs(error);
      assertThatThrownBy(order::next).isInstanceOf(IllegalStateException.class).hasCause(checked);
    }
  }

  @Test
  void closingWaitsForWhatIsInWorkAndDropsTheRest() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean second = new AtomicBoolean();
    InOrder<Integer> order = new InOrder<>(1);
    order.add(
        () -> {
          begun.countDown();
          goOn.await();
          ended.set(true);
          return 1;
        });
    order.add(
        () -> {
          second.set(true);
          return 2;
        });
    begun.await();
    Thread later =
        new Thread(
            () -> {
              try {
                Thread.sleep(50);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              goOn.countDown();
            });
    later.start();
    order.close();
    assertThat(ended).isTrue();
    assertThat(second).isFalse();
    later.join();
  }

  @Test
  void anInterruptCancelsAndIsKept() {
    CountDownLatch never = new CountDownLatch(1);
    try (InOrder<Integer> order = new InOrder<>(1)) {
      order.add(
          () -> {
            never.await();
            return 1;
          });
      Thread.currentThread().interrupt();
      assertThatThrownBy(order::next).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      never.countDown();
    }
  }
}
