package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Plan;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
  private static final Adapter ADAPTER =
      Adapter.parse(
          "sample.yaml",
          """
          name: sample
          summary: A sample.
          access: documented
          baseUrl: https://API.example.com
          sync: none
          calls:
            usage:
              expect: .ok | not | not
              plan: {id: .plan, words: .words}
              readings:
                - name: windows
                  each: .windows[]?
                  when: .off | not
                  scope: {jq: '.scope // "account"'}
                  window: {jq: .name}
                  unit: requests
                  amount: {remaining: .left, limit: .limit}
                  unlimited: .free
                  notEntitled: .none
                  unknown: .hidden
                  zeroBeforeReset: true
                  resetsAt: {jq: .reset, as: seconds}
                - name: named by the reply
                  each: .others[]?
                  scope: account
                  window: {jq: $host}
                  unit: requests
                  amount: {remaining: .left}
                - name: at all
                  when: .all
                  scope: account
                  window: all
                  unit: requests
                  amount: {remaining: .all}
            models:
              expect: .ok
              availabilityOnly: all-full-without-reset
              readings:
                - name: models
                  each: .models[]?
                  scope: account
                  window: {jq: .name}
                  unit: requests
                  amount: {remaining: .left, limit: .limit}
                  resetsAt: {jq: .reset, as: seconds}
          """);

  private static Understanding read(String body) {
    return read("usage", body, Context.NONE);
  }

  private static Understanding read(String call, String body, Context context) {
    String json = body.replace('\'', '"');
    return ADAPTER.read(new Reply(call, 200, Headers.none(), json, NOW), context);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'left': 3, 'limit': 10} | Counted[left=3.0, most=10.0]",
        "{'left': 3} | Balance[left=3.0, minimum=0.0]",
        "{'free': true, 'left': 3} | Unlimited[]",
        "{'none': true, 'left': 3} | NotEntitled[]",
        "{'hidden': true, 'left': 3} | Untold[]",
        "{'hidden': true, 'left': 3, 'limit': 10} | Cap[most=10.0]",
        "{'limit': 10} | Cap[most=10.0]",
        // Without numbers an entry is spent if its reset lies ahead.
        "{'reset': 60} | Share[part=0.0]",
        "{'limit': 10, 'reset': 60} | Share[part=0.0]",
        "{'reset': 0} | Untold[]",
        "{'left': 3, 'reset': 60} | Balance[left=3.0, minimum=0.0]",
      })
  void entry_tellsItsAmount(String entry, String amount) {
    String named = entry.replaceFirst("\\{", "{'name': 'daily', ");

    assertThat(read("{'ok': true, 'windows': [" + named + "]}").readings())
        .singleElement()
        .satisfies(reading -> assertThat(reading.amount()).hasToString(amount));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // The most certain and then the lowest counts.
        "{'free': true} | {'hidden': true} | Untold[]",
        "{'hidden': true} | {'limit': 5} | Cap[most=5.0]",
        "{'limit': 5} | {'none': true} | NotEntitled[]",
        "{'none': true} | {'left': 5, 'limit': 5} | Counted[left=5.0, most=5.0]",
        "{'left': 5, 'limit': 5} | {'left': 4, 'limit': 5} | Counted[left=4.0, most=5.0]",
        "{'left': 4} | {'left': 5} | Balance[left=4.0, minimum=0.0]",
      })
  void windowThatIsToldTwice_hasTheLowerAmount(String one, String other, String amount) {
    String entries = (one + "," + other).replace("{", "{'name': 'daily', ");

    assertThat(read("{'ok': true, 'windows': [" + entries + "]}").readings())
        .singleElement()
        .satisfies(reading -> assertThat(reading.amount()).hasToString(amount));
  }

  @Test
  void entriesThatMakeNoSense_areCountedAndLeftOut() {
    Understanding understood =
        read(
            """
            {'ok': true, 'windows': [
              {'name': 'daily', 'left': 3}, 7, {'left': 3}, {'name': 'weekly', 'left': 'many'},
              {'name': 'rpm', 'scope': 'everything', 'left': 3},
              {'name': 'rpm', 'scope': 'model:\u0007', 'left': 3}, {'off': true}]}
            """
                .replace("\u0007", "\\u0007"));

    assertThat(understood.readings()).extracting(r -> r.window().id()).containsExactly("daily");
    assertThat(understood.problem()).isEqualTo("entries that make no sense were left out: 5");
  }

  @Test
  void entriesOfWhichNoneMakesSense_makeTheAnswerSenseless() {
    assertThat(read("{'ok': true, 'windows': [7]}").problem())
        .isEqualTo("no entry of the body makes sense");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'ok': true, 'plan': 'gold', 'words': 'the pro one'} | gold | the pro one",
        "{'ok': true, 'plan': 'gold'} | gold | ''",
        "{'ok': true, 'plan': 'gold', 'words': ['pro']} | gold | ''",
        "{'ok': true, 'words': 'pro'} | '' | ''",
        "{'ok': true, 'plan': {'id': 'gold'}} | '' | ''",
      })
  void plan_isNamedWhereItsIdIsAText(String body, String id, String words) {
    assertThat(read(body).plan()).isEqualTo(new Plan(id.replace("'", ""), words.replace("'", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'ok': false} | the body has another shape than documented",
        "[] | the body has another shape than documented",
        "~ ~ | the body is empty",
        "<html> | the body is a web page, such as a proxy or a sign-in page shows, and no JSON document",
        "ok | the body is not a JSON document",
      })
  void body_thatIsNoAnswer_isSaidToBeThat(String body, String problem) {
    assertThat(read(body).problem()).isEqualTo(problem);
  }

  @Test
  void callThatTheAdapterDoesNotHave_isNotRead() {
    assertThat(read("other", "{'ok': true}", Context.NONE).problem())
        .isEqualTo("the adapter has no call of that name");
    assertThat(ADAPTER.lag("other")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'', api-example-com",
        "https://Other.example.com/v1, other-example-com",
      })
  void host_ofTheBaseUrl_isToldToExpressions(String baseUrl, String window) {
    String body = "{'ok': true, 'others': [{'left': 3}]}";

    assertThat(read("usage", body, new Context("", baseUrl)).readings())
        .extracting(r -> r.window().id())
        .containsExactly(window);
  }

  @ParameterizedTest
  @CsvSource({"mailto:a@b.example", "not a URL"})
  void baseUrlWithoutAHost_namesNoWindow(String baseUrl) {
    String body = "{'ok': true, 'all': 2, 'others': [{'left': 3}]}";

    assertThat(read("usage", body, new Context("", baseUrl)).readings())
        .extracting(r -> r.window().id())
        .containsExactly("all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'name': 'a', 'left': 1, 'limit': 1} | true",
        "{'name': 'a'} | true",
        "{'name': 'a', 'left': 1, 'limit': 1}, {'name': 'b', 'left': 0, 'limit': 1} | false",
        "{'name': 'a', 'left': 1, 'limit': 1, 'reset': 60} | false",
        "{'name': 'a', 'left': 1} | false",
        "~~ | false",
      })
  void answerInWhichAllIsFullAndNothingResets_tellsAvailabilityAlone(
      String models, boolean availabilityOnly) {
    Understanding understood =
        read("models", "{'ok': true, 'models': [" + models + "]}", Context.NONE);

    assertThat(understood.availabilityOnly()).isEqualTo(availabilityOnly);
    assertThat(understood.readings())
        .allMatch(r -> r.amount().toString().equals("Untold[]") == availabilityOnly);
  }
}
