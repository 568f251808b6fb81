package io.quotakeeper.api;

import io.quotakeeper.api.Operation.Runs;
import io.quotakeeper.api.Operation.Takes;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a table of operations on a router. The route that matched is the one that is authorised: no
 * path is looked at a second time, and what matches no route needs a credential too.
 */
final class Surface {

  private static final Logger LOG = LoggerFactory.getLogger(Surface.class);

  /** Calls under way that may block; more than this are turned away, not queued. */
  static final int MOST_AT_ONCE = 256;

  private final TokenCheck token;
  private final Responder responder;
  private final Executor executor;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  Surface(TokenCheck token, Responder responder, Executor executor) {
    this.token = token;
    this.responder = responder;
    this.executor = executor;
  }

  void mount(List<Operation> operations, Router router) {
    Map<String, List<Operation>> byPath =
        operations.stream()
            .collect(Collectors.groupingBy(Operation::path, TreeMap::new, Collectors.toList()));
    byPath.forEach((path, ofPath) -> mount(new Resource(ofPath), router, path));
    router.route().handler(this::nothingHere).failureHandler(context -> failed(context, 0));
  }

  private void mount(Resource resource, Router router, String path) {
    router
        .route(path.replaceAll("\\{(\\w+)}", ":$1"))
        // By this type vertx-web lets it come before the body, which no stranger shall send us.
        .handler((SecurityPolicyHandler) context -> authorise(context, resource))
        .handler(BodyHandler.create(false).setBodyLimit(resource.mostBytes()))
        .handler(context -> perform(context, resource))
        .failureHandler(context -> failed(context, resource.mostBytes()));
  }

  private void authorise(RoutingContext context, Resource resource) {
    HttpMethod method = context.request().method();
    if (resource.access(method) == Access.ADMIN && !isAdmin(context)) {
      send(context, unauthenticated());
    } else if (resource.operation(method).isEmpty()) {
      String allowed = resource.allowed();
      send(
          context,
          Problem.of(405, "method-not-allowed", "this route knows only " + allowed)
              .with("allow", allowed));
    } else {
      SmallBody.objectionToType(context.request().headers())
          .ifPresentOrElse(problem -> send(context, problem), context::next);
    }
  }

  private void nothingHere(RoutingContext context) {
    send(
        context,
        isAdmin(context)
            ? Problem.of(404, "not-found", "there is nothing here")
            : unauthenticated());
  }

  private boolean isAdmin(RoutingContext context) {
    return token.opens(context.request().headers().getAll(HttpHeaders.AUTHORIZATION));
  }

  private static Problem unauthenticated() {
    return Problem.of(
            401,
            "unauthenticated",
            "this route needs the admin token, sent as \"Authorization: Bearer <token>\"")
        .with("www-authenticate", "Bearer realm=\"quotakeeper\"");
  }

  private void perform(RoutingContext context, Resource resource) {
    Operation operation = resource.operation(context.request().method()).orElseThrow();
    Optional<Problem> objection =
        operation.takes() == Takes.NOTHING
            ? SmallBody.objection(context.body().buffer())
            : Optional.empty();
    if (objection.isPresent()) {
      send(context, objection.get());
      return;
    }
    Call call = Parameters.read(context, operation);
    responder.itIsOurTurn(context.request());
    if (operation.runs() == Runs.ON_LOOP) {
      answer(operation, call).sendTo(context);
    } else {
      performAside(context, operation, call);
    }
  }

  private void performAside(RoutingContext context, Operation operation, Call call) {
    Problem busy =
        Problem.of(503, "busy", "too many calls are under way; try again in a moment")
            .with("retry-after", "1");
    if (!room.tryAcquire()) {
      send(context, busy);
      return;
    }
    Context loop = context.vertx().getOrCreateContext();
    try {
      executor.execute(() -> {
        Answer answer = answer(operation, call);
        room.release();
        loop.runOnContext(_ -> answer.sendTo(context));
      });
    } catch (RejectedExecutionException _) {
      room.release();
      send(context, busy);
    }
  }

  /** An answer that is ready to be sent from the event loop. */
  private interface Answer {
    void sendTo(RoutingContext context);
  }

  // Whatever an action meets, its client is answered.
  @SuppressWarnings("CatchingUnchecked")
  private Answer answer(Operation operation, Call call) {
    try {
      Result result = operation.action().answer(call);
      return context -> responder.send(context.request(), result);
    } catch (ProblemException e) {
      return context -> send(context, e.problem());
    } catch (Exception | StackOverflowError e) {
      return context -> sendFault(context, e);
    }
  }

  private void failed(RoutingContext context, int mostBytes) {
    Throwable failure = context.failure();
    switch (failure) {
      case ProblemException refused -> send(context, refused.problem());
      case HttpException http -> send(context, ofStatus(http.getStatusCode(), mostBytes));
      // The client has left in the middle of its request: nobody is there to be answered.
      case HttpClosedException _, StreamResetException _, IOException _ -> {}
      case null -> send(context, ofStatus(context.statusCode(), mostBytes));
      default -> sendFault(context, failure);
    }
  }

  private static Problem ofStatus(int status, int mostBytes) {
    return status == 413
        ? Problem.of(413, "body-too-large", "a body may have " + mostBytes + " bytes").closing()
        : Problem.ofStatus(status);
  }

  private void sendFault(RoutingContext context, Throwable fault) {
    String id = responder.newRequestId();
    LOG.error("A call ended in a fault, request={}", id, fault);
    Problem problem =
        Problem.of(
            500, "fault", "something went wrong here; the log says more under this instance");
    responder.send(context.request(), problem, id);
  }

  private void send(RoutingContext context, Problem problem) {
    responder.send(context.request(), problem);
  }
}
