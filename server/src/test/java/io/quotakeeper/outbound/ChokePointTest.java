package io.quotakeeper.outbound;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A51: the server's connections to others are opened in one place, so that no forgotten route skips
 * the checks. The library brings a transport of its own for those who embed it, which the server
 * does not use; the command line talks to its own server alone.
 */
class ChokePointTest {

  private static final String[] ALLOWED = {
    "io.quotakeeper.outbound..",
    "io.quotakeeper.cli..",
    "io.quotakeeper.engine..",
    "io.quotakeeper.testkit..",
    "io.quotakeeper.bench.."
  };

  private static final String CLIENTS =
      "io\\.vertx\\.core\\.http\\.(HttpClient|WebSocketClient).*"
          + "|io\\.vertx\\.core\\.net\\.NetClient.*"
          + "|io\\.vertx\\.core\\.(datagram|dns)\\..*"
          + "|io\\.vertx\\.ext\\.web\\.client\\..*"
          + "|io\\.netty\\.bootstrap\\.Bootstrap"
          + "|java\\.net\\.(Socket|DatagramSocket|MulticastSocket|HttpURLConnection|URLConnection)"
          + "|java\\.net\\.http\\..*"
          + "|javax\\.net\\.(ssl\\.SSL)?SocketFactory"
          + "|java\\.nio\\.channels\\.(Asynchronous)?(Socket|Datagram)Channel";

  private static final ArchRule ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackages(ALLOWED)
          .should()
          .dependOnClassesThat(nameMatching(CLIENTS))
          .orShould()
          .callMethod(URL.class, "openStream")
          .orShould()
          .callMethod(URL.class, "openConnection");

  private static final ArchRule NOT_THE_LIBRARYS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.quotakeeper.engine..", "io.quotakeeper.bench..")
          .should()
          .dependOnClassesThat(nameMatching("io\\.quotakeeper\\.engine\\.JdkTransport.*"));

  @Test
  void a51_sockets_areOpenedInOnePlace() {
    ONE_PLACE.check(imported(new ImportOption.DoNotIncludeTests()));
  }

  @Test
  void a51_transportOfTheLibrary_isNotUsedByTheServer() {
    NOT_THE_LIBRARYS.check(imported(new ImportOption.DoNotIncludeTests()));
  }

  @Test
  void rule_overTestsToo_findsTheSocketsThatTestsOpen() {
    JavaClasses withTests = imported(_ -> true);

    assertThatThrownBy(() -> ONE_PLACE.check(withTests))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ContractClient");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.net.Socket",
        "java.net.HttpURLConnection",
        "java.net.http.HttpClient",
        "java.nio.channels.SocketChannel",
        "javax.net.ssl.SSLSocketFactory",
        "io.vertx.core.http.HttpClientAgent",
        "io.vertx.core.net.NetClient"
      })
  void pattern_namesWhatOpensSockets(String opener) {
    assertThat(opener).matches(CLIENTS);
  }

  /** Names are enough for these rules, so that nothing beyond our own classes is read. */
  private static JavaClasses imported(ImportOption option) {
    return ArchConfiguration.withThreadLocalScope(configuration -> {
      configuration.setResolveMissingDependenciesFromClassPath(false);
      return new ClassFileImporter().withImportOption(option).importPackages("io.quotakeeper");
    });
  }
}
