package dev.nervure.homology;

/** Arithmetic in Z/p for a prime p below 2^15, with a table of inverses. */
final class PrimeField {
  private static final int LIMIT = 1 << 15;
  private final int prime;
  private final int[] inverse;

  PrimeField(int prime) {
    requirePrime(prime);
    this.prime = prime;
    inverse = new int[prime];
    if (prime > 1) {
      inverse[1] = 1;
    }
    // p = q a + r, so 1/a = -q / r.
    for (int a = 2; a < prime; a++) {
      inverse[a] = (int) ((long) (prime - prime / a) * inverse[prime % a] % prime);
    }
  }

  static void requirePrime(int prime) {
    boolean isPrime = prime >= 2 && prime < LIMIT;
    for (int q = 2; isPrime && q * q <= prime; q++) {
      isPrime = prime % q != 0;
    }
    if (!isPrime) {
      throw new IllegalArgumentException(
          "field must be a prime in [2, " + (LIMIT - 1) + "] but was " + prime);
    }
  }

  int prime() {
    return prime;
  }

  int add(int a, int b) {
    int sum = a + b;
    return sum >= prime ? sum - prime : sum;
  }

  int negate(int a) {
    return a == 0 ? 0 : prime - a;
  }

  int multiply(int a, int b) {
    return a * b % prime;
  }

  int divide(int a, int b) {
    return multiply(a, inverse[b]);
  }
}
