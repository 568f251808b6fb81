package io.quotakeeper.outbound;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.net.NetClient;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;

/**
 * A51: the server's connections to others are opened in one place, so that no forgotten route skips
 * the checks. The library brings a transport of its own for those who embed it, which the server
 * does not use; the command line talks to its own server alone.
 */
@AnalyzeClasses(packages = "io.quotakeeper", importOptions = ImportOption.DoNotIncludeTests.class)
class ChokePointTest {

  private static final String[] ALLOWED = {
    "io.quotakeeper.outbound..",
    "io.quotakeeper.cli..",
    "io.quotakeeper.engine..",
    "io.quotakeeper.testkit..",
    "io.quotakeeper.bench.."
  };

  private static final String CLIENTS =
      "io\\.vertx\\.(core\\.http\\.(HttpClient.*|WebSocketClient.*)|core\\.net\\.NetClient.*"
          + "|core\\.datagram\\..*|core\\.dns\\..*|ext\\.web\\.client\\..*)"
          + "|java\\.net\\.(Socket|DatagramSocket|MulticastSocket|HttpURLConnection|URLConnection)"
          + "|java\\.net\\.http\\..*|javax\\.net\\.(ssl\\.)?S?S?L?SocketFactory"
          + "|java\\.nio\\.channels\\.(Asynchronous)?(Socket|Datagram)Channel"
          + "|io\\.netty\\.bootstrap\\.Bootstrap";

  @ArchTest
  static final ArchRule a51_socketsAreOpenedInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackages(ALLOWED)
          .should()
          .dependOnClassesThat(nameMatching(CLIENTS))
          .orShould()
          .callMethod(URL.class, "openStream")
          .orShould()
          .callMethod(URL.class, "openConnection");

  @ArchTest
  static final ArchRule a51_serverDoesNotUseTheTransportOfTheLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.quotakeeper.engine..", "io.quotakeeper.bench..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.quotakeeper.engine..").and(nameMatching(".*JdkTransport.*")));

  /** Shows that the pattern means what it should. */
  @ArchTest
  static void pattern_namesWhatOpensSockets(JavaClasses ignored) {
    JavaClasses openers =
        new ClassFileImporter()
            .importClasses(
                Socket.class,
                HttpURLConnection.class,
                URLConnection.class,
                HttpClient.class,
                SocketChannel.class,
                HttpClientAgent.class,
                NetClient.class);

    assertThat(openers).allMatch(opener -> nameMatching(CLIENTS).test(opener));
    assertThat(nameMatching(CLIENTS).test(new ClassFileImporter().importClass(URI.class)))
        .isFalse();
  }
}
