package io.quotakeeper.config;

import io.quotakeeper.config.Pool.Protocol;
import io.quotakeeper.config.Pool.Session;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code pools}. */
final class PoolReader {

  private static final Kind<Protocol> PROTOCOL =
      Kind.choice("protocol", words(Protocol.values(), Protocol::word));
  private static final Kind<Strategy> STRATEGY =
      Kind.choice("strategy", words(Strategy.values(), Strategy::word));
  private static final Kind<Integer> WEIGHT =
      Kind.whole("a whole number from 1 to 1000000", 1, 1_000_000);
  private static final Kind<String> HEADER =
      Kind.text("the name of a header", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
  private static final Keys SESSION_KEYS =
      Keys.of(
          Key.optional("header", HEADER, "The header that names a session."),
          Key.optional(
              "moveCost",
              Durations.KIND,
              "How long a session waits for its throttled account rather than lose its prompt"
                  + " cache by moving to another; it does not wait if this is not said."));
  private static final Keys RESERVE_KEYS =
      Keys.of(
          Key.optional(
              Purpose.INTERACTIVE.word(), Kind.PERCENT, "From requests that somebody waits for."),
          Key.optional(Purpose.BATCH.word(), Kind.PERCENT, "From requests that nobody waits for."));
  private static final Kind<Double> RESERVE =
      new Kind<>(
          Kind.PERCENT.expected() + ", or by purpose such as {interactive: 0%, batch: 20%}",
          Kind.PERCENT.parse(),
          Shape.either(Kind.PERCENT.shape(), Shape.mapping(RESERVE_KEYS)));

  static final Keys KEYS =
      Keys.of(
          Key.required("id", Names.ID, "Unique among the pools."),
          Key.optional("protocol", PROTOCOL, "What its clients speak."),
          Key.required(
              "accounts",
              PoolAccounts.SHAPE,
              "Its accounts, all of one provider: a list of ids, or what must hold of them."),
          Key.optional("strategy", STRATEGY, "How one of them is chosen."),
          Key.optional(
              "weights",
              Shape.mapping(WEIGHT.shape()),
              "For strategy weighted: how much each account is to serve."),
          Key.optional(
              "order",
              Shape.list(Names.ID.shape()),
              "For strategy fill-first: which account comes first."),
          Key.optional(
              "reserve",
              RESERVE,
              "The share of each window that is kept back, from all requests or by their purpose."),
          Key.optional("session", Shape.mapping(SESSION_KEYS), "What keeps a session together."),
          Key.optional(
              "fallbacks",
              Shape.mapping(Shape.someOf(Names.SHORT.shape())),
              "The models to try instead of a model, in order."),
          Key.optional("replaySafe", Kind.TRUTH, "Whether any request may be sent again."));

  private final PoolAccounts selection;
  private final List<String> notes;

  PoolReader(PoolAccounts selection, List<String> notes) {
    this.selection = selection;
    this.notes = notes;
  }

  List<Pool> read(Field field) {
    List<Pool> pools = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Field item : field.list("a list of pools")) {
      Mapping keys = item.mapping(KEYS);
      Optional<String> id = keys.require("id", Names.ID);
      Integer first = id.map(name -> lines.putIfAbsent(name, item.spot().line())).orElse(null);
      if (first != null) {
        item.problem("already the id of the pool in line " + first, "an id of its own");
      }
      pools.add(pool(id.orElse(""), keys));
    }
    if (pools.stream().anyMatch(PoolReader::isForForwarding)) {
      notes.add(
          "pools: this version leases accounts and forwards no requests; protocol, session.header"
              + " and replaySafe change nothing yet");
    }
    return pools;
  }

  private Pool pool(String id, Mapping keys) {
    List<AccountId> accounts = selection.of(keys);
    if (accounts.isEmpty() && keys.has("accounts") && !id.isEmpty()) {
      notes.add("pool " + id + " has no accounts");
    }
    Strategy strategy = keys.read("strategy", STRATEGY).orElse(Strategy.EXPIRING_FIRST);
    Map<AccountId, Integer> weights = weights(keys, strategy, accounts);
    return new Pool(
        id,
        keys.read("protocol", PROTOCOL).orElse(Protocol.GENERIC),
        accounts,
        strategy,
        weights,
        order(keys, strategy, accounts),
        keys.get("reserve").map(PoolReader::reserve).orElse(Map.of()),
        selection.reserves(accounts),
        keys.get("session").map(PoolReader::session).orElse(Session.PLAIN),
        fallbacks(keys),
        keys.read("replaySafe", Kind.TRUTH).orElse(false));
  }

  private static boolean isForForwarding(Pool pool) {
    return pool.protocol() != Protocol.GENERIC
        || !pool.session().header().isEmpty()
        || pool.replaySafe();
  }

  private static Map<Purpose, Double> reserve(Field field) {
    Map<Purpose, Double> reserve = new EnumMap<>(Purpose.class);
    if (field.isMapping()) {
      Mapping keys = field.mapping(RESERVE_KEYS);
      for (Purpose purpose : Purpose.values()) {
        keys.read(purpose.word(), Kind.PERCENT).ifPresent(share -> reserve.put(purpose, share));
      }
    } else {
      field
          .read(RESERVE)
          .ifPresent(share -> Arrays.stream(Purpose.values()).forEach(p -> reserve.put(p, share)));
    }
    return reserve;
  }

  private static Session session(Field field) {
    Mapping keys = field.mapping(SESSION_KEYS);
    return new Session(
        keys.read("header", HEADER).orElse(""),
        keys.read("moveCost", Durations.KIND).orElse(Duration.ZERO));
  }

  private Map<AccountId, Integer> weights(
      Mapping keys, Strategy strategy, List<AccountId> accounts) {
    Map<AccountId, Integer> weights = new HashMap<>();
    Optional<Field> field = keys.get("weights");
    if (field.isEmpty()) {
      if (strategy == Strategy.WEIGHTED) {
        keys.missing("weights", "weights such as {team-a: 3, team-b: 1} for strategy weighted");
      }
      return weights;
    }
    onlyFor(Strategy.WEIGHTED, strategy, field.get());
    field
        .get()
        .entries("weights such as {team-a: 3, team-b: 1}")
        .forEach((id, value) -> {
          Optional<Integer> weight = value.read(WEIGHT);
          if (!selection.mayName(id, accounts)) {
            value.problem("not an account of this pool", "ids of its accounts");
          } else if (weight.isPresent() && AccountId.isValid(id)) {
            weights.put(new AccountId(id), weight.get());
          }
        });
    return weights;
  }

  private List<AccountId> order(Mapping keys, Strategy strategy, List<AccountId> accounts) {
    Optional<Field> field = keys.get("order");
    if (field.isEmpty()) {
      return strategy == Strategy.FILL_FIRST ? accounts : List.of();
    }
    onlyFor(Strategy.FILL_FIRST, strategy, field.get());
    List<AccountId> order = new ArrayList<>();
    for (Field item : field.get().list("a list of ids")) {
      Optional<String> id = item.read(selection.id());
      if (id.isPresent() && !selection.mayName(id.get(), accounts)) {
        item.problem("not an account of this pool", "ids of its accounts");
      } else if (id.isPresent() && order.contains(new AccountId(id.get()))) {
        item.problem("named twice", "each account once");
      } else {
        id.map(AccountId::new).ifPresent(order::add);
      }
    }
    accounts.stream().filter(account -> !order.contains(account)).forEach(order::add);
    return order;
  }

  private static void onlyFor(Strategy needed, Strategy actual, Field field) {
    if (needed != actual) {
      field.problem(
          "not for strategy " + actual.word(), "no such key, or strategy: " + needed.word());
    }
  }

  private static Map<String, List<String>> fallbacks(Mapping keys) {
    Map<String, List<String>> fallbacks = new LinkedHashMap<>();
    keys.get("fallbacks")
        .map(field -> field.entries("fallbacks such as {gpt-5: [gpt-5-mini]}"))
        .orElse(Map.of())
        .forEach((model, field) -> {
          List<String> others = new ArrayList<>();
          for (Field item : field.list("a list of models")) {
            item.read(Names.SHORT).ifPresent(others::add);
          }
          if (others.contains(model)) {
            field.problem("a model in place of itself", "other models");
          }
          if (field.isEmpty() || (field.isList() && others.isEmpty())) {
            field.problem("empty", "a list of models");
          }
          fallbacks.put(model, List.copyOf(others));
        });
    return fallbacks;
  }

  private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).collect(Collectors.toMap(word, Function.identity()));
  }
}
