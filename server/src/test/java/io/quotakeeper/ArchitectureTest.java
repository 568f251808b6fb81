package io.quotakeeper;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quotakeeper.ledger.QuotaLedger;

/**
 * The boundaries of the house. A rule that is allowed to match nothing says which package it waits
 * for; take the permission away when that package arrives.
 */
@AnalyzeClasses(
    packages = "io.quotakeeper",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** Contracts come as jars of their modules' tests. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] CORE = {
    "io.quotakeeper.quota..",
    "io.quotakeeper.ledger..",
    "io.quotakeeper.select..",
    "io.quotakeeper.outlook..",
    "io.quotakeeper.time.."
  };
  private static final String[] CORE_AND_BASICS = {
    "io.quotakeeper.quota..",
    "io.quotakeeper.ledger..",
    "io.quotakeeper.select..",
    "io.quotakeeper.outlook..",
    "io.quotakeeper.time..",
    "java.lang..",
    "java.util..",
    "java.time..",
    "java.math..",
    "java.security..",
    "java.nio.charset..",
    "org.jspecify.."
  };
  private static final String[] SERVER = {
    "io.quotakeeper.app..",
    "io.quotakeeper.config..",
    "io.quotakeeper.gateway..",
    "io.quotakeeper.store..",
    "io.quotakeeper.secrets..",
    "io.quotakeeper.notify..",
    "io.quotakeeper.api..",
    "io.quotakeeper.metrics..",
    "io.quotakeeper.cluster..",
    "io.quotakeeper.cli..",
    "io.quotakeeper.outbound..",
    "io.quotakeeper.evidence.."
  };

  private static final String THREADS =
      "java\\.lang\\.Thread(\\..*|\\$.*)?"
          + "|java\\.util\\.(Timer|TimerTask)"
          + "|java\\.util\\.concurrent\\.(.*Execut.*|CompletableFuture|ForkJoin.*|StructuredTaskScope.*)";
  private static final String HTTP_CLIENTS =
      "java\\.net\\.http\\..*"
          + "|java\\.net\\.(URLConnection|HttpURLConnection|Socket)"
          + "|java\\.nio\\.channels\\.(Asynchronous)?SocketChannel"
          + "|io\\.vertx\\.core\\.http\\.(HttpClient|WebSocketClient|PoolOptions).*"
          + "|io\\.vertx\\.core\\.net\\.NetClient.*"
          + "|io\\.vertx\\.ext\\.web\\.client\\..*";
  private static final String CLOCKS =
      "now|nanoTime|currentTimeMillis|system|systemUTC|systemDefaultZone|tick.*";
  private static final String RANDOMS =
      "java\\.(util|security)\\.(Random|SecureRandom|SplittableRandom)"
          + "|java\\.util\\.concurrent\\.ThreadLocalRandom";

  /** Makes something that can open a connection to the world. */
  private static final DescribedPredicate<JavaAccess<?>> OPENING_CONNECTIONS =
      use(
              "createHttpClient|createNetClient|createWebSocketClient|httpClientBuilder"
                  + "|webSocketClientBuilder|createDatagramSocket",
              "io\\.vertx\\.core\\..*")
          .or(use("newHttpClient|newBuilder", "java\\.net\\.http\\.HttpClient"))
          .or(use("openConnection|openStream|getContent", "java\\.net\\.URL"))
          .or(
              use(
                  "<init>|open",
                  "java\\.net\\.(Socket|DatagramSocket)|java\\.nio\\.channels\\.(Asynchronous)?(Socket|Datagram)Channel"))
          .or(use(".*", "javax\\.net(\\.ssl)?\\.(SSL)?SocketFactory"))
          .as("opening connections");

  /** A call of, or a reference to, a method or constructor, both given as regular expressions. */
  private static DescribedPredicate<JavaAccess<?>> use(String member, String ofClass) {
    return target(nameMatching(member)).and(target(owner(nameMatching(ofClass))));
  }

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.quotakeeper.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreKnowsOnlyTheBasics =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(CORE_AND_BASICS);

  @ArchTest
  static final ArchRule coreStartsNoThread =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(THREADS);

  @ArchTest
  static final ArchRule providersArePure =
      noClasses()
          .that()
          .resideInAPackage("io.quotakeeper.providers..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quotakeeper.engine..",
              "io.quotakeeper.testkit..",
              "java.net.http..",
              "java.sql..",
              "java.nio.file..",
              "java.nio.channels..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(THREADS + "|" + HTTP_CLIENTS);

  /** Empty until {@code testkit} comes. */
  @ArchTest
  static final ArchRule theTestkitNeedsNoEngine =
      noClasses()
          .that()
          .resideInAPackage("io.quotakeeper.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quotakeeper.engine..", "org.junit..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule libraryKnowsNothingOfTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackages(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVER);

  /** Everyone else looks through {@code LedgerView}, or asks the engine. */
  @ArchTest
  static final ArchRule onlyTheEngineRecords =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.quotakeeper.ledger..", "io.quotakeeper.engine..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(QuotaLedger.class);

  /**
   * Empty until {@code store}, {@code api}, {@code metrics}, {@code cli} and {@code outbound} come.
   */
  @ArchTest
  static final ArchRule serverPackagesDoNotUseEachOther =
      slices()
          .matching(
              "io.quotakeeper.(gateway|store|secrets|notify|api|metrics|cluster|cli|outbound|evidence)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule configurationIsForAppAndCli =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.quotakeeper.config..", "io.quotakeeper.app..", "io.quotakeeper.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.quotakeeper.config..");

  /** Empty until {@code config} comes. */
  @ArchTest
  static final ArchRule configurationKnowsNoPartOfTheServer =
      noClasses()
          .that()
          .resideInAPackage("io.quotakeeper.config..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAnyPackage(SERVER)
                  .and(JavaClass.Predicates.resideOutsideOfPackage("io.quotakeeper.config..")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobodyUsesTheCompositionRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.quotakeeper.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.quotakeeper.app..");

  @ArchTest
  static final ArchRule sqlStaysInStore =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.quotakeeper.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.jdbi..",
              "com.zaxxer..",
              "org.flywaydb..",
              "org.sqlite..");

  /** The testkit plays both sides. */
  @ArchTest
  static final ArchRule httpClientsLiveWhereCallsGoOut =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.quotakeeper.engine..",
              "io.quotakeeper.outbound..",
              "io.quotakeeper.cli..",
              "io.quotakeeper.testkit..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(HTTP_CLIENTS);

  /**
   * One place in the library and one in the server, so that there is one place in each to check
   * addresses at. The CLI talks to its own server only.
   */
  @ArchTest
  static final ArchRule connectionsAreOpenedAtOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.quotakeeper.outbound..", "io.quotakeeper.cli..", "io.quotakeeper.testkit..")
          .and()
          .haveNameNotMatching("io\\.quotakeeper\\.engine\\.JdkTransport(\\$.*)?")
          .should()
          .accessTargetWhere(OPENING_CONNECTIONS);

  @ArchTest
  static void outboundOpensConnectionsInOneClass(JavaClasses all) {
    assertThat(
            all.stream()
                .filter(JavaClass.Predicates.resideInAPackage("io.quotakeeper.outbound.."))
                .filter(c -> c.getAccessesFromSelf().stream().anyMatch(OPENING_CONNECTIONS))
                .map(ArchitectureTest::outermost)
                .distinct())
        .hasSizeLessThanOrEqualTo(1);
  }

  private static String outermost(JavaClass nested) {
    return nested.getEnclosingClass().map(ArchitectureTest::outermost).orElse(nested.getName());
  }

  @ArchTest
  static final ArchRule clocksAreReadInSystemTimeAlone =
      noClasses()
          .that()
          .doNotHaveSimpleName("SystemTime")
          .and()
          .resideOutsideOfPackage("io.quotakeeper.app..")
          .should()
          .accessTargetWhere(use(CLOCKS, "java\\.time\\..*|java\\.lang\\.System"))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar)");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .accessTargetWhere(
              use(
                  "sleep|park(Nanos|Until)?",
                  "java\\.lang\\.Thread|java\\.util\\.concurrent\\..*"));

  /** The library's builder makes one where its user gives none. */
  @ArchTest
  static final ArchRule randomnessIsInjected =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.quotakeeper.app..", "io.quotakeeper.secrets..")
          .and()
          .doNotHaveSimpleName("QuotaManagerBuilder")
          .should()
          .accessTargetWhere(
              use(".*", RANDOMS)
                  .or(use("random|randomUUID", "java\\..*"))
                  .or(use("of|getDefault", "java\\.util\\.random\\.RandomGenerator.*")));

  /** Empty until {@code cli} comes. */
  @ArchTest
  static final ArchRule theCliStartsWithoutTheServerFramework =
      noClasses()
          .that()
          .resideInAPackage("io.quotakeeper.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..", "java.net.http..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobodyHoldsAMonitorForAMethod =
      noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

  @ArchTest
  static final ArchRule onlyProgramsWriteToTheTerminal =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.quotakeeper.app..", "io.quotakeeper.cli..")
          .should(ACCESS_STANDARD_STREAMS);
}
