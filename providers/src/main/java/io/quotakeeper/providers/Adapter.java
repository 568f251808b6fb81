package io.quotakeeper.providers;

import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One provider, as its YAML file describes it. Two that were parsed from the same text are equal,
 * so that a reload can tell what changed. Immutable and thread-safe.
 */
public final class Adapter {

  /** The name of the call that stands for ordinary requests. */
  public static final String TRAFFIC = "traffic";

  private static final int OK = 200;

  private final AdapterFile file;
  private final Origin origin;
  private final Groups groups;
  private final RefusalReader refusals;
  private final HeaderReader headers;
  private final Map<String, BodyReader> bodies;

  private Adapter(AdapterFile file, Origin origin, RuleLog log) {
    this.file = file;
    this.origin = origin;
    this.groups = new GlobGroups(file.name(), file.groups());
    ErrorReader errors = new ErrorReader(CommonRules.facts(file));
    this.refusals = new RefusalReader(CommonRules.refusals(file), file.subject(), errors, log);
    this.headers = new HeaderReader(file.headers(), file.rateLimitFields(), log);
    this.bodies =
        file.calls().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    call -> new BodyReader(call.getKey(), call.getValue(), log)));
  }

  /**
   * Where an adapter was read from.
   *
   * @param source the file, for messages
   * @param yaml its text
   * @param isShipped whether it comes with Quotakeeper
   */
  private record Origin(String source, String yaml, boolean isShipped) {}

  /**
   * The adapter that a file describes.
   *
   * @param source the file's name, for messages
   * @param yaml its text
   * @throws AdapterFault with everything that is wrong, each with its line
   */
  public static Adapter parse(String source, String yaml) {
    return parse(source, "", yaml);
  }

  /**
   * The adapter that a file describes.
   *
   * @param source the file's name, for messages
   * @param name what it is called where the file does not say
   * @param yaml its text
   * @throws AdapterFault with everything that is wrong, each with its line
   */
  public static Adapter parse(String source, String name, String yaml) {
    YamlGuard.check(source, yaml);
    Origin origin = new Origin(source, yaml, false);
    return new Adapter(AdapterFormat.read(source, name, yaml), origin, RuleLog.NONE);
  }

  static Adapter shipped(String source, String yaml) {
    Origin origin = new Origin(source, yaml, true);
    return new Adapter(AdapterFormat.read(source, "", yaml), origin, RuleLog.NONE);
  }

  /** What stands in its file. */
  AdapterFile file() {
    return file;
  }

  /** This adapter, which tells a log of the rules that it uses. */
  Adapter telling(RuleLog log) {
    return new Adapter(file, origin, log);
  }

  /** Its name: lower-case letters, digits and hyphens. */
  public String name() {
    return file.name();
  }

  /** The file that it was read from, as it was named when it was read. */
  public String source() {
    return origin.source();
  }

  /** Whether it comes with Quotakeeper. */
  public boolean isShipped() {
    return origin.isShipped();
  }

  /** The line of its file on which a rule stands, counted from 1; 0 if it does not stand there. */
  int lineOfRule(String kind, String rule) {
    int slash = rule.indexOf('/');
    return switch (kind) {
      case "reading" ->
          line("calls", rule.substring(0, slash), "readings", rule.substring(slash + 1));
      case "header" -> line("headers", rule);
      case RateLimitFields.KIND -> line(rule);
      default ->
          file.refusals().stream().anyMatch(r -> r.name().equals(rule))
              ? line("refusals", rule)
              : 0;
    };
  }

  /**
   * The line of its file on which stands what these keys lead to, or the last of them that is
   * there, counted from 1; 0 if none is.
   */
  public int line(String... path) {
    return YamlLines.of(origin.yaml()).line(List.of(path));
  }

  /** One sentence for people: what it reads. */
  public String summary() {
    return file.summary();
  }

  /** What the operator should know of the vendor's terms, empty if nothing. */
  public String terms() {
    return file.terms();
  }

  /** What who reads its numbers should know of them: sentences, the weightiest first. */
  public List<String> pitfalls() {
    return file.pitfalls();
  }

  /**
   * Whether it uses calls that the vendor keeps for its own clients: off until the operator
   * switches it on.
   */
  public boolean isVendorPrivate() {
    return file.isVendorPrivate();
  }

  /** Whether accounts must name a project. */
  public boolean needsProject() {
    return file.needsProject();
  }

  /**
   * Origin and path prefix of its calls, where an account names no other; empty where there is no
   * other, since each account has its own.
   */
  public String baseUrl() {
    return file.baseUrl();
  }

  /**
   * What a sync calls; empty for a provider that tells its limits only in the headers of real
   * traffic ({@code sync: none}).
   */
  public List<Chain> chains() {
    return file.chains().stream().map(c -> new Chain(c.name(), c.calls(), c.optional())).toList();
  }

  /** The names of all calls that it can read, {@link #TRAFFIC} among them, sorted. */
  public List<String> calls() {
    return Stream.concat(Stream.of(TRAFFIC), file.calls().keySet().stream()).sorted().toList();
  }

  /** How much older the numbers of a call are than the call itself. */
  public Duration lag(String call) {
    CallRule rule = file.calls().get(call);
    return rule == null ? Duration.ZERO : rule.lag();
  }

  /** The least time between two calls of that name with one credential; zero if any will do. */
  public Duration every(String call) {
    CallRule rule = file.calls().get(call);
    return rule == null ? Duration.ZERO : rule.every();
  }

  /** Which models share a limit. */
  public Groups groups() {
    return groups;
  }

  /**
   * What an ordinary request for {@code model} counts against: the model where the provider limits
   * by model, else the account.
   */
  public Scope subject(Reply reply, Context context) {
    try {
      return ScopeSource.first(file.subject(), Material.of(reply, context, file));
    } catch (RuntimeException e) {
      return Scope.account();
    }
  }

  /**
   * The request of a call of one of its {@link #chains}, without the credential.
   *
   * @param now when it is sent, for calls that ask for a span of time
   * @throws IllegalArgumentException if the call is not one that can be sent, or the target lacks a
   *     project that it needs
   */
  public CallRequest request(String call, Target target, Instant now) {
    CallRule rule = file.calls().get(call);
    if (rule == null || rule.request() == null) {
      throw new IllegalArgumentException("not a call that can be sent: " + call);
    }
    String baseUrl = target.baseUrl().isEmpty() ? file.baseUrl() : target.baseUrl();
    return rule.request().to(baseUrl, target.project(), now);
  }

  /** The request with the credential on it: the last step before the wire. */
  public CallRequest authorized(CallRequest request, Secret secret) {
    return file.auth() == null ? request : file.auth().on(request, secret);
  }

  /** How its accounts may log in; empty where they need a credential. */
  public Optional<LoginWay> login() {
    return Optional.ofNullable(file.login());
  }

  /** The token endpoint that it describes, if it does. */
  public Optional<TokenEndpoint> tokenEndpoint() {
    CallRule call = file.calls().get(TokenEndpoint.CALL);
    return file.grants() == null || call == null || call.request() == null
        ? Optional.empty()
        : Optional.of(new TokenEndpoint(file.baseUrl(), call.request(), file.grants()));
  }

  /** What a reply means. Never throws, whatever the reply is. */
  public Understanding read(Reply reply, Context context) {
    try {
      return understand(reply, Material.of(reply, context, file));
    } catch (RuntimeException | StackOverflowError e) {
      return Understanding.senseless("the reply cannot be read", List.of());
    }
  }

  private Understanding understand(Reply reply, Material head) {
    boolean isTraffic = reply.call().equals(TRAFFIC);
    BodyReader body = bodies.get(reply.call());
    if (!isTraffic && body == null) {
      return Understanding.senseless("the adapter has no call of that name", List.of());
    }
    Gathering fromHeaders = headers.read(head);
    RefusalReader.Finding finding = refusals.read(head);
    if (finding.refusal().isPresent()) {
      return refused(finding.refusal().get(), body, head, fromHeaders);
    }
    if (isTraffic || body == null) {
      Understanding answer = Understanding.answer(Plan.NONE, fromHeaders.readings(), false);
      return noted(finding.isHidden() ? answer.withError() : answer, fromHeaders);
    }
    return reply.status() == OK
        ? body.read(head, fromHeaders)
        : Understanding.senseless("status " + reply.status(), List.of());
  }

  /** A refusal, with what the reply says of windows beside it. */
  private static Understanding refused(
      Refusal refusal, @Nullable BodyReader body, Material head, Gathering fromHeaders) {
    if (refusal.kind() == RefusalClass.UNAUTHENTICATED) {
      // The headers then tell what is left to somebody without a credential.
      return Understanding.refused(refusal, List.of());
    }
    if (body != null && refusal.of() == Refusal.Target.REQUEST) {
      // The quota call itself was answered.
      return Understanding.refused(refusal, body.read(head, fromHeaders).readings());
    }
    return noted(Understanding.refused(refusal, fromHeaders.readings()), fromHeaders);
  }

  private static Understanding noted(Understanding understanding, Gathering gathering) {
    return gathering.lost() == 0
        ? understanding
        : understanding.withProblem("headers that make no sense were left out");
  }

  /**
   * Whether both have one name and were made of the same text, so that who loads adapters anew can
   * tell which of them changed.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Adapter that
            && name().equals(that.name())
            && origin.yaml().strip().equals(that.origin.yaml().strip()));
  }

  @Override
  public int hashCode() {
    return name().hashCode();
  }

  @Override
  public String toString() {
    return "Adapter[" + name() + ", " + source() + "]";
  }
}
