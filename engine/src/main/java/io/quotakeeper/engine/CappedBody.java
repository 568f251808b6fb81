package io.quotakeeper.engine;

import io.quotakeeper.engine.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body up to {@link Transport#MOST_BYTES} and gives up as soon as there is more, or at once
 * if the head forbids to go on. Its signals come one after another, as the contract of flows says.
 */
final class CappedBody implements HttpResponse.BodySubscriber<byte[]> {

  /** A colon, a blank and the end of the line. */
  private static final int FRAME = 4;

  private final String host;
  private final String wrong;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  private CappedBody(String host, String wrong) {
    this.host = host;
    this.wrong = wrong;
  }

  static CappedBody of(String host, HttpResponse.ResponseInfo head) {
    return new CappedBody(host, wrong(head.headers()));
  }

  /** What is wrong with a head, in words; empty if nothing is. */
  private static String wrong(HttpHeaders head) {
    if (size(head) > Transport.MOST_HEADER_BYTES) {
      return "the answer is not proper HTTP";
    }
    List<String> lengths = head.allValues("Content-Length").stream().distinct().toList();
    boolean chunked = head.firstValue("Transfer-Encoding").isPresent();
    // RFC 9112, section 6.3. The client would believe the first length that it finds.
    if (lengths.size() > 1 || (chunked && !lengths.isEmpty())) {
      return "the answer is not proper HTTP";
    }
    boolean plain =
        head.allValues("Content-Encoding").stream()
            .allMatch(e -> e.isBlank() || e.strip().equalsIgnoreCase("identity"));
    return plain ? "" : "the answer is compressed in a way that was not asked for";
  }

  private static long size(HttpHeaders head) {
    return head.map().entrySet().stream()
        .flatMapToLong(field ->
            field.getValue().stream().mapToLong(v -> field.getKey().length() + v.length() + FRAME))
        .sum();
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (wrong.isEmpty()) {
      given.request(Long.MAX_VALUE);
    } else {
      giveUp(Kind.PROTOCOL, wrong);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (taken.size() + buffer.remaining() > Transport.MOST_BYTES) {
        giveUp(Kind.TOO_LARGE, "the answer is larger than " + Transport.MOST_BYTES + " bytes");
        return;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      taken.writeBytes(bytes);
    }
  }

  @Override
  public void onError(Throwable trouble) {
    body.completeExceptionally(trouble);
  }

  @Override
  public void onComplete() {
    body.complete(taken.toByteArray());
  }

  private void giveUp(Kind kind, String what) {
    body.completeExceptionally(new TransportException(kind, host + ": " + what));
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
