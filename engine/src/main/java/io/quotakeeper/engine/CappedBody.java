package io.quotakeeper.engine;

import io.quotakeeper.engine.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body up to {@link Transport#MOST_BYTES} and gives up as soon as there is more, or as it
 * turns out to be compressed. Its signals come one after another, as the contract of flows says.
 */
final class CappedBody implements HttpResponse.BodySubscriber<byte[]> {

  private final String host;
  private final String encoding;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  private CappedBody(String host, String encoding) {
    this.host = host;
    this.encoding = encoding;
  }

  static CappedBody of(String host, HttpResponse.ResponseInfo head) {
    return new CappedBody(host, head.headers().firstValue("Content-Encoding").orElse("identity"));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) {
      given.request(Long.MAX_VALUE);
    } else {
      giveUp(Kind.PROTOCOL, "compressed its answer, which was not asked for");
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (taken.size() + buffer.remaining() > Transport.MOST_BYTES) {
        giveUp(Kind.TOO_LARGE, "answered with more than " + Transport.MOST_BYTES + " bytes");
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
    body.completeExceptionally(new TransportException(kind, host + " " + what));
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
