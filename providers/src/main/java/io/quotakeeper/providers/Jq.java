package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * The one root scope of all expressions. It holds the functions of {@link JqCheck#FUNCTIONS} and
 * nothing else, so that even an expression that got past the check can call no other. Read-only
 * once it is made, hence safe to share.
 */
final class Jq {

  static final Version VERSION = Versions.JQ_1_7;

  /** Functions that listed ones are made of, which expressions may not call themselves. */
  private static final Set<String> INNER =
      Set.of("any/2", "all/2", "booleans/0", "nulls/0", "explode/0", "implode/0");

  private Jq() {}

  /** A scope for one reply, in which variables can be set. */
  static Scope scope() {
    return Scope.newChildScope(Root.SCOPE);
  }

  /** Built when the first expression runs: it takes a while, and not every program gets there. */
  private static final class Root {
    static final Scope SCOPE = root();
  }

  private static Scope root() {
    Scope root = Scope.newEmptyScope();
    Map<String, Function> builtins =
        BuiltinFunctionLoader.getInstance().listFunctions(VERSION, root);
    builtins.forEach((signature, function) -> {
      if (INNER.contains(signature) || isListed(signature)) {
        root.addFunction(signature, function);
      }
    });
    root.addFunction(
        "fromjson", 0, (scope, args, in, path, out, version) -> out.emit(parsed(in), null));
    root.addFunction(
        "times",
        1,
        (scope, args, in, path, out, version) ->
            args.getFirst().apply(scope, in, by -> out.emit(product(in, by), null)));
    return root;
  }

  /** As in jq, but with the bounds of {@link Json}. */
  private static JsonNode parsed(JsonNode in) throws JsonQueryException {
    JsonNode document = in.isTextual() ? Json.strict(in.textValue()) : MissingNode.getInstance();
    if (document.isMissingNode()) {
      throw new JsonQueryException("not a JSON document");
    }
    return document;
  }

  /** Multiplies numbers alone: jq's own operator also repeats strings, which has no bound. */
  private static JsonNode product(JsonNode a, JsonNode b) throws JsonQueryException {
    if (!a.isNumber() || !b.isNumber()) {
      throw new JsonQueryException("not a number");
    }
    return DoubleNode.valueOf(a.doubleValue() * b.doubleValue());
  }

  private static boolean isListed(String signature) {
    int slash = signature.lastIndexOf('/');
    Set<Integer> arities = JqCheck.FUNCTIONS.getOrDefault(signature.substring(0, slash), Set.of());
    return arities.contains(Integer.parseInt(signature.substring(slash + 1)));
  }
}
