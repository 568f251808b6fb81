package io.quotakeeper.examples.spring;

import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.TokenGrant.Granted;
import io.quotakeeper.engine.TokenGrant.NoneLeft;
import io.quotakeeper.engine.TokenManager;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;

/** Answers prompts with whichever account can serve. */
@Service
class Prompts {

  private final QuotaManager quotas;
  private final TokenManager tokens;
  private final PromptsProperties properties;
  private final RestClient api;

  Prompts(
      QuotaManager quotas,
      TokenManager tokens,
      PromptsProperties properties,
      RestClient.Builder clients) {
    this.quotas = quotas;
    this.tokens = tokens;
    this.properties = properties;
    this.api = clients.baseUrl(properties.api()).build();
  }

  /** How a prompt was answered. */
  sealed interface Outcome {}

  /** The provider's answer, which may be an error that has nothing to do with quota. */
  record Answered(HttpStatusCode status, String body) implements Outcome {}

  /** No account can serve, until then if that is known. */
  record NoQuota(Moment until) implements Outcome {}

  /** Asks one account after the other until one serves. */
  Outcome answer(String prompt) {
    for (int attempt = 0; attempt < properties.accounts().size(); attempt++) {
      switch (tokens.tokenWithQuota(properties.model())) {
        case NoneLeft none -> {
          return new NoQuota(none.earliestReset());
        }
        case Granted granted -> {
          Answered answered = ask(granted, prompt);
          if (!answered.status().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)) {
            return answered;
          }
        }
      }
    }
    return new NoQuota(Moment.unstated());
  }

  private Answered ask(Granted granted, String prompt) {
    Instant sentAt = Instant.now();
    return api.post()
        .uri("/chat/completions")
        .header(HttpHeaders.AUTHORIZATION, "Bearer " + granted.secret().reveal())
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            Map.of(
                "model",
                properties.model(),
                "messages",
                List.of(Map.of("role", "user", "content", prompt))))
        .exchangeForRequiredValue((_, response) -> learned(granted, response, sentAt));
  }

  /** What the provider says of its limits, in headers or in a refusal, is known from here on. */
  private Answered learned(Granted granted, ClientHttpResponse response, Instant sentAt)
      throws IOException {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    response.getHeaders().forEach(fields::put);
    String body = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
    Reply reply =
        Reply.ofTraffic(response.getStatusCode().value(), Headers.of(fields), body, Instant.now());
    quotas.observe(granted.account(), properties.model(), reply, sentAt);
    return new Answered(response.getStatusCode(), body);
  }
}
