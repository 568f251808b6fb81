package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.fuzz.Parser;
import io.quotakeeper.quota.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything of this module that reads bytes from outside. */
enum ProviderParser implements Parser {

  /** Times, in every grammar. */
  RESETS {
    @Override
    public void read(String text) {
      for (Moment date : List.of(Moment.unstated(), ResetGrammar.httpDateAnyTime(text))) {
        Anchor anchor = new Anchor(NOW, date, Anchor.USUAL_HORIZON);
        for (ResetGrammar grammar : ResetGrammar.values()) {
          grammar
              .read(text, anchor)
              .instant()
              .ifPresent(at -> assertThat(at).isBetween(NOW, NOW.plus(Anchor.USUAL_HORIZON)));
        }
      }
    }

    @Override
    public List<String> seeds() {
      return List.of(
          "2026-01-15T15:23:13.373329235Z",
          "2026-01-16 00:30:00+05:30",
          "2026-03-01",
          "1768471260",
          "1768471260000",
          "33011.382867097855",
          "160h20m10.725405548s",
          "577210.725405548s",
          "in 1 day and 2 hours",
          "Thu, 15 Jan 2026 10:00:30 GMT",
          "Thursday, 15-Jan-26 10:00:30 GMT",
          "Thu Jan 15 10:00:30 2026",
          "Thu Jan 15 2026 11:00:30 GMT+0100 (CET)",
          "60, 60",
          "é" + ",".repeat(Repeated.LONGEST - 1),
          "-9223372036854775808",
          "1e999999999");
    }
  },

  /** Numbers and shares, in every measure. */
  NUMBERS {
    @Override
    public void read(String text) {
      for (Measure measure : Measure.values()) {
        try {
          double number = measure.read(text);
          double fraction =
              Measure.amount(Map.of(measure, number, Measure.LIMIT, 10.0)).fraction().orElse(0);
          assertThat(fraction).isBetween(0.0, 1.0);
        } catch (Unreadable | IllegalArgumentException e) {
          // That entry is lost.
        }
      }
    }

    @Override
    public List<String> seeds() {
      return List.of("12", "0.12", "12%", "-1e308", "1e-400", "NaN", "+5", "9".repeat(400), "1 %");
    }
  },

  /** Structured fields, and what the IETF's draft makes of them. */
  FIELDS {
    @Override
    public void read(String text) {
      for (boolean lenient : new boolean[] {false, true}) {
        try {
          var _ = lenient ? StructuredField.lenient(text) : StructuredField.list(text);
        } catch (Unreadable e) {
          // That field is ignored whole.
        }
      }
      for (String name : List.of("RateLimit", "RateLimit-Policy", "RateLimit-Limit")) {
        Headers headers =
            Headers.of(
                List.of(Map.entry(name, text), Map.entry("RateLimit-Policy", "\"a\";q=9;w=60")));
        for (String provider : List.of("ietf", "huggingface")) {
          understood(provider, new Reply(Adapter.TRAFFIC, 429, headers, "", NOW));
        }
      }
    }

    @Override
    public List<String> seeds() {
      return List.of(
          "\"a\";r=5;t=60;pk=:c2VjcmV0:",
          "\"a\";q=100;w=60;qu=\"content-bytes\", \"b\";q=1",
          "limit=100, remaining=50, reset=5",
          "10, 10;w=1, 1000;w=60",
          "\"fixed window\";\"api\";q=500;w=300",
          "\"\\\"\\\\\";r=0",
          "tok/en;a=?1;b=-9.5");
    }
  },

  /** A head, by all adapters: what is read beside any reply. */
  HEADERS {
    @Override
    public void read(String text) {
      Headers headers = headers(text.lines().limit(MOST_LINES).toList());
      var _ = headers.date();
      for (String name : NAMES) {
        understood(name, new Reply(Adapter.TRAFFIC, 200, headers, "", NOW));
        understood(name, new Reply(Adapter.TRAFFIC, 429, headers, "", NOW));
      }
    }

    @Override
    public List<String> seeds() {
      return vectors().map(v -> lines(v.reply())).distinct().toList();
    }
  },

  /** A quota call's reply: provider, call and status on the first line, headers, body. */
  BODIES {
    @Override
    public void read(String text) {
      List<String> head = text.lines().limit(MOST_LINES).takeWhile(l -> !l.isEmpty()).toList();
      String[] words = head.isEmpty() ? new String[0] : head.getFirst().split(" ", 3);
      if (words.length < 3 || !NAMES.contains(words[0])) {
        return;
      }
      int blank = text.indexOf("\n\n");
      String body = blank < 0 ? "" : text.substring(blank + 2);
      Headers headers = headers(head.subList(1, head.size()));
      int status = words[2].startsWith("2") ? 200 : 429;
      understood(words[0], new Reply(words[1], status, headers, body, NOW));
    }

    @Override
    public List<String> seeds() {
      return vectors()
          .map(v ->
              "%s %s %d%n%s%n%n%s"
                  .formatted(
                      v.provider(),
                      v.reply().call(),
                      v.reply().status(),
                      lines(v.reply()),
                      v.reply().body()))
          .toList();
    }
  },

  /** An error's body, by all adapters, with the status of an error and with that of a success. */
  ERRORS {
    @Override
    public void read(String text) {
      for (String name : NAMES) {
        for (int status : new int[] {200, 403, 429}) {
          understood(name, Reply.ofTraffic(status, Headers.none(), text, NOW));
        }
      }
    }

    @Override
    public List<String> seeds() {
      Stream<String> ours =
          vectors().filter(v -> v.reply().status() >= 400).map(v -> v.reply().body());
      Stream<String> wrapped =
          Stream.of(
              "event: error\ndata: {\"error\":{\"code\":\"insufficient_quota\"}}\n\n",
              "data: {\"response\":{\"error\":{\"message\":\"try again in 2h\"}}}\n\n",
              "[{\"error\":{\"message\":\"{\\\"error\\\":{\\\"code\\\":429}}\"}}]",
              "{\"error\":{\"message\":\"Please try again in 6m0s",
              "<html>429</html>");
      return Stream.concat(ours, wrapped).distinct().toList();
    }
  },

  /** An expression of a user's adapter, and what it makes of a document. */
  EXPRESSIONS {
    @Override
    public void read(String text) {
      try {
        Expr expression = Expr.compile(text);
        Variables variables = new Variables(SAMPLE, "https://api.example.com", "model");
        variables.root(Json.strict(SAMPLE.body()));
        var _ = expression.all(variables.scope(), Json.strict(SAMPLE.body()));
      } catch (IllegalArgumentException | Unreadable e) {
        // Refused, or of another shape than the document.
      }
    }

    @Override
    public List<String> seeds() {
      return List.of(
          ".a.b[]?",
          "[.error.details[]? | .reason? | strings] | first",
          ".a | to_entries[] | select(.value.x > 3) | .key",
          "\"model:\" + (.a.c // \"none\")",
          "if .a then ($at | times(1000) | floor) else empty end",
          ".a as $x | $x.b | map(. * 2)",
          ".s | split(\",\") | map(ltrimstr(\" \")) | max",
          ".s | fromjson | length",
          "(".repeat(450) + ".a" + ")".repeat(450),
          "[".repeat(450) + "]".repeat(450),
          "-".repeat(900) + "1",
          ".a".repeat(500));
    }
  },

  /** An adapter's file. */
  ADAPTERS {
    @Override
    public void read(String text) {
      try {
        var _ = Adapter.parse("fuzzed.yaml", "fuzzed", text);
      } catch (AdapterFault e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }

    @Override
    public List<String> seeds() {
      return List.of(
          Adapters.shippedText("ietf"),
          Adapters.shippedText("deepl"),
          Adapters.shippedText("cloud-code"),
          "name: a\nsummary: [b\n",
          "a: &a [*a]\n",
          "!!java.net.URL [x]\n",
          "{".repeat(100));
    }
  },

  /** A vector's file. */
  VECTORS {
    @Override
    public void read(String text) {
      try {
        var _ = Vector.read("fuzzed.json", text, adapter("github"), file -> "{}");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }

    @Override
    public List<String> seeds() {
      return List.of(
          """
          {"provider": "github", "call": "rateLimit", "status": 200, "headers": ["Date: x"],
           "body": "b.json", "at": "2026-03-10T08:00:00Z", "expected": {"readings": []}}
          """,
          "{\"expected\": 1}",
          "[]");
    }
  };

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
  private static final int MOST_LINES = 20_000;
  private static final List<String> NAMES = Adapters.shipped().names();
  private static final Reply SAMPLE =
      Reply.ofTraffic(
          200,
          Headers.none(),
          "{\"a\": {\"b\": [1, 2.5, \"x\", null, {\"x\": 5}], \"c\": true}, \"s\": \"1, 2,3\"}",
          NOW);

  private static Adapter adapter(String name) {
    return Adapters.shipped().find(name).orElseThrow();
  }

  /** Reads, and looks at all that was understood, as everybody who asks does. */
  private static void understood(String provider, Reply reply) {
    Adapter adapter = adapter(provider);
    Understanding understood = adapter.read(reply, new Context("model", ""));
    assertThat(Explanation.json(provider, understood).isObject()).isTrue();
    var _ = adapter.subject(reply, Context.NONE);
  }

  private static Stream<OwnVector> vectors() {
    return NAMES.stream().flatMap(name -> OwnVector.own(name).stream());
  }

  private static String lines(Reply reply) {
    return String.join(
        "\n",
        reply.headers().fields().stream().map(f -> f.getKey() + ": " + f.getValue()).toList());
  }

  private static Headers headers(List<String> lines) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1)));
      }
    }
    return Headers.of(fields);
  }
}
