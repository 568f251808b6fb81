package io.quotakeeper.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.api.Operation.Action;
import io.quotakeeper.api.Operation.Runs;
import io.quotakeeper.api.Operation.Takes;
import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.UnknownAccountException;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The table of all that is served. */
final class Operations {

  private static final String ACCOUNTS = "/api/v1/accounts";
  private static final String ACCOUNT = ACCOUNTS + "/{id}";

  private final Quotas quotas;
  private final ApiPorts ports;

  private Operations(ApiPorts ports) {
    this.quotas = ports.quotas();
    this.ports = ports;
  }

  static List<Operation> of(ApiPorts ports) {
    return new Operations(ports).all();
  }

  private List<Operation> all() {
    List<Operation> all = new ArrayList<>(ofAccounts());
    all.addAll(new Leasing(ports).operations());
    all.addAll(ofQuotas());
    all.addAll(ofServer());
    return List.copyOf(all);
  }

  private List<Operation> ofAccounts() {
    return List.of(
        admin(GET, ACCOUNTS, Holders.PARAMETERS, this::accounts),
        admin(GET, ACCOUNT, List.of(), this::account),
        admin(POST, ACCOUNT + "/sync", List.of(), this::sync),
        new Operation(
            POST,
            ACCOUNT + "/observations",
            Access.ADMIN,
            List.of(),
            Takes.DOCUMENT,
            Runs.ASIDE,
            this::observe),
        admin(
            POST, "/api/v1/sync", List.of(), _ -> items(quotas.syncAll().reports(), SyncJson::of)));
  }

  private List<Operation> ofQuotas() {
    var query = new QuotaQuery(quotas, ports.pools());
    return List.of(
        admin(
            GET,
            "/api/v1/quotas",
            QuotaQuery.PARAMETERS,
            call -> items(query.find(call), view -> QuotaJson.of(view, quotas.forecast(view)))),
        admin(
            GET,
            "/api/v1/forecasts",
            Forecasts.PARAMETERS,
            new Forecasts(quotas, ports.pools())::answer),
        admin(GET, "/api/v1/events", Holders.PARAMETERS, new Listening(ports)::begin),
        admin(GET, "/api/v1/check", List.of("account", "model"), this::check),
        admin(GET, "/api/v1/stats", List.of(), _ -> Reply.json(StatsJson.of(quotas.stats()))));
  }

  private List<Operation> ofServer() {
    var contract = Contract.load();
    return List.of(
        admin(GET, "/openapi.yaml", List.of(), _ -> contract),
        admin(GET, "/metrics", List.of(), this::metrics),
        open("/health/live", _ -> status("live")),
        open("/health/ready", _ -> status(ports.health().state().word())));
  }

  private Reply accounts(Call call) {
    Predicate<Holder> named = Holders.named(call, ports);
    return items(
        quotas.accounts().stream().filter(s -> named.test(s.account().holder())).toList(),
        AccountJson::of);
  }

  private Reply account(Call call) {
    AccountId id = call.account("id");
    return Reply.json(AccountJson.of(known(id, quotas::account)));
  }

  private Reply sync(Call call) {
    AccountId id = call.account("id");
    return items(List.of(known(id, quotas::sync)), SyncJson::of);
  }

  private Reply observe(Call call) {
    AccountId id = call.account("id");
    Account account = known(id, quotas::account).account();
    if (!account.enabled()) {
      throw new ProblemException(
          Problem.of(409, "account-disabled", "the account \"" + id + "\" is switched off"));
    }
    Observation observation =
        new ObservationReader(quotas.now(), quotas.maxAge()).read(call.body());
    Understanding understood = known(id, known -> quotas.observe(known, observation));
    return Reply.json(ObservationJson.of(account, understood));
  }

  private Reply check(Call call) {
    AccountId id = call.account("account");
    Scope subject = call.subject("model").orElse(Scope.account());
    return Reply.json(DecisionJson.of(known(id, account -> quotas.check(account, subject))));
  }

  private Reply metrics(Call call) {
    Metrics.Scrape scrape = ports.metrics().scrape(call.accept());
    return new Reply(Reply.OK, scrape.contentType(), scrape.text());
  }

  /** Asks about an account, or says that there is none. */
  static <T> T known(AccountId id, Function<AccountId, T> question) {
    try {
      return question.apply(id);
    } catch (UnknownAccountException _) {
      throw new ProblemException(
          Problem.of(404, "unknown-account", "there is no account \"" + id + "\""));
    }
  }

  private static <T> Reply items(List<T> items, Function<T, ObjectNode> toJson) {
    return Reply.json(Json.items(items, toJson));
  }

  private static Reply status(String word) {
    return Reply.json(Json.object().put("status", word));
  }

  private static Operation admin(
      HttpMethod method, String path, List<String> query, Action action) {
    return new Operation(method, path, Access.ADMIN, query, Takes.NOTHING, Runs.ASIDE, action);
  }

  private static Operation open(String path, Action action) {
    return new Operation(GET, path, Access.ANYONE, List.of(), Takes.NOTHING, Runs.ON_LOOP, action);
  }
}
