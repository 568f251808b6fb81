package io.quotakeeper.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static OptionalDouble some(double value) {
    return OptionalDouble.of(value);
  }

  /** Amount, state, remaining, limit, fraction. */
  static Stream<Arguments> amounts() {
    return Stream.of(
        arguments(Amount.counted(30, 100), "known", some(30), some(100), some(0.3)),
        arguments(Amount.counted(0, 100), "known", some(0), some(100), some(0)),
        arguments(Amount.counted(-5, 100), "known", some(-5), some(100), some(0)),
        arguments(Amount.counted(120, 100), "known", some(120), some(100), some(1)),
        arguments(Amount.counted(0, 0), "known", some(0), some(0), some(0)),
        arguments(Amount.counted(3, 0), "known", some(3), some(0), some(1)),
        arguments(Amount.counted(3, -0.0), "known", some(3), some(-0.0), some(1)),
        arguments(Amount.share(0.25), "known", NONE, NONE, some(0.25)),
        arguments(Amount.share(1.5), "known", NONE, NONE, some(1)),
        arguments(Amount.share(-0.5), "known", NONE, NONE, some(0)),
        arguments(Amount.balance(12.5), "known", some(12.5), NONE, NONE),
        arguments(Amount.balance(0), "known", some(0), NONE, some(0)),
        arguments(Amount.balance(-2), "known", some(-2), NONE, some(0)),
        arguments(new Amount.Balance(5, 5), "known", some(5), NONE, NONE),
        arguments(new Amount.Balance(4.99, 5), "known", some(4.99), NONE, some(0)),
        arguments(Amount.unknown(), "unknown", NONE, NONE, NONE),
        arguments(Amount.cap(100), "unknown", NONE, some(100), NONE),
        arguments(Amount.cap(0), "unknown", NONE, some(0), NONE),
        arguments(Amount.unlimited(), "unlimited", NONE, NONE, NONE),
        arguments(Amount.notEntitled(), "not-entitled", NONE, NONE, NONE));
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void amount_tellsWhatIsKnown_andNoMore(
      Amount amount,
      String state,
      OptionalDouble remaining,
      OptionalDouble limit,
      OptionalDouble fraction) {
    assertThat(amount.state()).isEqualTo(state);
    assertThat(amount.remaining()).isEqualTo(remaining);
    assertThat(amount.limit()).isEqualTo(limit);
    assertThat(amount.fraction()).isEqualTo(fraction);
    assertThat(amount.isSpent()).isEqualTo(fraction.equals(some(0)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void amount_ofWhatIsNoNumber_isRefused(double number) {
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.counted(number, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.counted(1, number));
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.balance(number));
    assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Balance(1, number));
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.share(number));
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.cap(number));
  }

  @Test
  void limit_thatIsNegative_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.counted(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.cap(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Balance(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Amount.Share(1.01));
  }
}
