package io.quotakeeper.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "~~                                                                           | text",
        "*/*                                                                          | text",
        "text/plain;version=0.0.4                                                     | text",
        "text/html,application/xhtml+xml,*/*;q=0.8                                    | text",
        "application/openmetrics-text                                                 | open",
        "application/openmetrics-text; version=1.0.0; charset=utf-8                   | open",
        "Application/OpenMetrics-Text;version=1.0.0;q=0.5,text/plain;q=0.2,*/*;q=0.1  | open",
        "text/plain;q=0.9,application/openmetrics-text;q=0.5                          | text",
        "application/openmetrics-text;q=0,text/plain;q=0                              | text",
        "application/openmetrics-text;q=nonsense                                      | text",
        "application/vnd.google.protobuf;q=0.9,application/openmetrics-text;q=0.5     | open",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily      | text",
        ";;;,,,=                                                                      | text"
      })
  void scrape_anyAcceptHeader_givesTheTypeThatItSays(String accept, String expected) {
    Exposition exposition = rig.metrics.scrape(accept);

    boolean isOpen = exposition.body().endsWith("# EOF\n");
    assertThat(exposition.contentType())
        .isEqualTo(
            isOpen
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8");
    assertThat(isOpen ? "open" : "text").isEqualTo(expected);
    assertThat(exposition.body()).contains("# HELP quotakeeper_accounts ");
  }
}
