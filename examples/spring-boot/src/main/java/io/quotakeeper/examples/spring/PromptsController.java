package io.quotakeeper.examples.spring;

import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Prompts and quotas over HTTP. */
@RestController
class PromptsController {

  private final Prompts prompts;
  private final QuotaManager quotas;

  PromptsController(Prompts prompts, QuotaManager quotas) {
    this.prompts = prompts;
    this.quotas = quotas;
  }

  @PostMapping(path = "/prompts", consumes = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<?> answer(@RequestBody String prompt) {
    return switch (prompts.answer(prompt)) {
      case Prompts.Answered answered ->
          ResponseEntity.status(answered.status())
              .contentType(MediaType.APPLICATION_JSON)
              .body(answered.body());
      case Prompts.NoQuota(Moment until) -> noQuota(until);
    };
  }

  /**
   * A window as a page would show it.
   *
   * @param left the share that is left, 0 to 1, if it is known
   */
  record Line(String account, String window, String level, Optional<Double> left) {}

  @GetMapping("/quotas")
  List<Line> quotas() {
    return quotas.allQuotas().stream().map(PromptsController::line).toList();
  }

  private static Line line(WindowView view) {
    var left = view.reading().amount().fraction();
    return new Line(
        view.holder().account().value(),
        view.reading().window().toString(),
        view.level().word(),
        left.isPresent() ? Optional.of(left.getAsDouble()) : Optional.empty());
  }

  private static ResponseEntity<ProblemDetail> noQuota(Moment until) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.TOO_MANY_REQUESTS, "No account has quota left until " + until + ".");
    var response = ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS);
    until
        .instant()
        .map(end -> Duration.between(Instant.now(), end).toSeconds() + 1)
        .ifPresent(
            wait -> response.header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait))));
    return response.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }
}
