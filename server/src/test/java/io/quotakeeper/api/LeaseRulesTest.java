package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.api.ContractClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for leases and outcomes that are refused leave everything as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LeaseRulesTest {

  private static final String LEASES = "/api/v1/leases";

  private Served served;
  private JsonNode lease;

  @BeforeAll
  void start() {
    served = Served.start();
    lease = lease("{\"pool\":\"chat\"}").json();
  }

  @AfterEach
  void lease_isStillUnderWay_andNoOtherIs() {
    assertThat(served.leases.underWay()).isEqualTo(1);
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private Answer lease(String body) {
    return served.client.post(LEASES, Reply.JSON, body);
  }

  private Answer settle(String outcome) {
    return served.client.post(
        LEASES + "/" + lease.get("id").asText() + "/outcome", Reply.JSON, outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | field \"pool\" is missing",
        "{\"pool\":7} | field \"pool\" must be a string",
        "{\"pool\":\"chat\",\"modle\":\"m\"} | field \"modle\" is not known",
        "{\"pool\":\"chat\",\"model\":\"group:\"} | field \"model\" must be a model's id",
        "{\"pool\":\"chat\",\"session\":7} | field \"session\" must be a string",
        "{\"pool\":\"chat\",\"purpose\":\"\"} | field \"purpose\" must be interactive or batch",
        "{\"pool\":\"chat\",\"purpose\":\"fun\"} | field \"purpose\" must be interactive or batch",
        "{\"pool\":\"chat\",\"estimate\":[]} | field \"estimate\" must be an object",
        "{\"pool\":\"chat\",\"estimate\":{\"tokens\":-1}} | field \"estimate.tokens\" must be a",
        "{\"pool\":\"chat\",\"estimate\":{\"tokens\":1e999}} | field \"estimate.tokens\" must be a",
        "{\"pool\":\"chat\",\"estimate\":{\"tokens\":\"1\"}} | field \"estimate.tokens\" must be a",
        "{\"pool\":\"chat\",\"estimate\":{\"To kens\":1}} | field \"estimate.To kens\" must be named",
        "{\"pool\":\"chat\",\"except\":\"team-a\"} | field \"except\" must be a list",
        "{\"pool\":\"chat\",\"except\":[\"a b\"]} | field \"except\" must be a list",
        "[] | the body must be a JSON object: a request for a lease"
      })
  void a67_requestThatIsMalformed_isA400ThatNamesIt(String body, String detail) {
    Answer answer = lease(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | field \"status\" is missing; an outcome has it, or usage, or ignored: true",
        "{\"ignored\":false} | field \"status\" is missing",
        "{\"ignored\":\"yes\"} | field \"ignored\" must be true or false",
        "{\"ignored\":true,\"usage\":{}} | field \"ignored\" says that nothing was sent",
        "{\"headers\":{}} | field \"status\" is missing",
        "{\"status\":200,\"usage\":7} | field \"usage\" must be an object",
        "{\"status\":200,\"model\":\"m\"} | field \"model\" is not known; an outcome has status",
        "{\"status\":200,\"receivedAt\":\"soon\"} | field \"receivedAt\" must be an instant"
      })
  void a67_outcomeThatIsMalformed_isA400ThatNamesIt(String body, String detail) {
    Answer answer = settle(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith(detail);
  }

  @Test
  void a65_requestsAndOutcomes_areBounded() {
    String long257 = "x".repeat(LeaseReader.LONGEST_NAME + 1);

    assertThat(lease("{\"pool\":\"chat\",\"session\":\"" + long257 + "\"}").detail())
        .isEqualTo("field \"session\" may have 256 characters");
    assertThat(lease("{\"pool\":\"chat\",\"model\":\"" + long257 + "\"}").status()).isEqualTo(400);
    assertThat(lease("{\"pool\":\"" + "x".repeat(65_536) + "\"}").status()).isEqualTo(413);
    String larger = "x".repeat(ObservationReader.MOST_BODY_BYTES + 1);
    assertThat(settle("{\"status\":429,\"body\":\"" + larger + "\"}").status()).isEqualTo(413);
  }

  @Test
  void a28_stranger_isTurnedAway() {
    for (String target : List.of(LEASES, LEASES + "/x/outcome", "/api/v1/decisions")) {
      assertThat(served.client.send("POST", target, List.of(), "").status()).isEqualTo(401);
    }
  }
}
