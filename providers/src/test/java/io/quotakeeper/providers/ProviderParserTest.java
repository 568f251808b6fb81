package io.quotakeeper.providers;

import io.quotakeeper.fuzz.Bounds;
import io.quotakeeper.fuzz.Large;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes from outside is read, or refused, within bounds. The bound on memory is that of
 * the product; that on time is so generous that only what grows faster than its input breaks it.
 */
class ProviderParserTest {

  private static final Duration MOST = Duration.ofSeconds(8);

  /** As large as a body may be that is looked at. */
  private static final int LARGEST_BODY = Json.LARGEST - 200;

  @ParameterizedTest
  @EnumSource
  void f21_seed_isReadWithinBounds(ProviderParser parser) {
    for (String seed : parser.seeds()) {
      Bounds.check(parser, seed, MOST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void f21_textOfTenMebibytes_isReadWithinBounds(ProviderParser parser) {
    parser.seeds().forEach(parser::read);

    Large.texts(Large.SIZE).forEach(text -> Bounds.check(parser, text, MOST));
  }

  /** These four have all that the format of adapters knows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloud-code retrieveUserQuota",
        "github rateLimit",
        "openai traffic",
        "anthropic-subscription usage"
      })
  void f21_bodyAsLargeAsIsLookedAt_isReadWithinBounds(String call) {
    for (String status : List.of("200", "429")) {
      String head = call + " " + status + "\n\n";
      ProviderParser.BODIES.read(head + "{}");
      Large.texts(LARGEST_BODY)
          .forEach(body -> Bounds.check(ProviderParser.BODIES, head + body, MOST));
    }
  }
}
