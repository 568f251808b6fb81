package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users' own adapters under {@code providers}. */
class OwnAdaptersTest {

  private static final String ADAPTER =
      """
      summary: A sample.
      access: documented
      baseUrl: https://api.example.com
      sync: none
      headers:
        - name: requests
          window: rpm
          unit: requests
          amount: {remaining: x-left}
      """;

  private static final String BY_FILE = "providers: {my-api: {adapter: my-api.yaml}}\n";

  @TempDir Path folder;

  private Loading loading;

  @BeforeEach
  void writeAdapter() {
    loading = new Loading(folder).with("KEY", "invented-credential-4711");
    loading.file("my-api.yaml", ADAPTER);
  }

  private static String account(String provider) {
    return "accounts: [{id: a, provider: " + provider + ", secret: {env: KEY}}]\n";
  }

  private static Adapter own(Configuration configuration) {
    return configuration.adapters().find("my-api").orElseThrow();
  }

  @Test
  void load_adapterInAFile_isAProviderLikeOthers() {
    Configuration built = loading.load(BY_FILE + account("my-api"));

    assertThat(own(built).summary()).isEqualTo("A sample.");
    assertThat(own(built).isShipped()).isFalse();
    assertThat(List.of("my-api", "github")).allMatch(built::isOn);
    assertThat(built.adapters().all()).hasSize(Adapters.shipped().all().size() + 1);
    assertThat(built.accounts()).singleElement().matches(a -> a.provider().equals("my-api"));
    assertThat(built.notes()).isEmpty();
  }

  @Test
  void load_withoutOwn_hasTheShipped() {
    assertThat(loading.load("server: {port: 1}").adapters()).isEqualTo(Adapters.shipped());
    assertThat(loading.loader().loadUsual(folder).adapters()).isEqualTo(Adapters.shipped());
  }

  @Test
  void load_pathsOfAdapters_countFromTheFolderOfTheFile() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    loading.file("sub/other.yaml", ADAPTER);

    assertThat(own(loading.load("providers: {my-api: {adapter: sub/other.yaml}}")).source())
        .isEqualTo(folder.resolve("sub/other.yaml").toString());
    assertThat(
            own(loading.load(
                    "providers: {my-api: {adapter: '%s'}}"
                        .formatted(folder.resolve("sub/other.yaml"))))
                .name())
        .isEqualTo("my-api");
  }

  @Test
  void load_adapterWrittenInline_isRead() {
    String block = "providers:\n  my-api:\n    adapter:\n" + ADAPTER.indent(6);
    String flow =
        "providers: {my-api: {adapter: {summary: A sample., access: documented,"
            + " baseUrl: https://api.example.com, sync: none}}}\n";

    assertThat(own(loading.load("# größer 😀\n" + block + account("my-api"))).calls())
        .containsExactly("traffic");
    assertThat(own(loading.load(block)).summary()).isEqualTo("A sample.");
    assertThat(own(loading.load(flow)).summary()).isEqualTo("A sample.");
  }

  @Test
  void load_mistakesOfAdapterInAFile_haveItsLines() {
    loading.file(
        "my-api.yaml", ADAPTER.replace("summary", "sumary").replace("remaining:", "remainin:"));

    assertThat(loading.problems("server: {prt: 1}\n" + BY_FILE + account("my-api")))
        .satisfiesExactlyInAnyOrder(
            problem ->
                assertThat(problem)
                    .startsWith("my-api.yaml:1: sumary: unknown key, did you mean summary?"),
            problem ->
                assertThat(problem)
                    .startsWith(
                        "my-api.yaml:9: headers[0].amount.remainin: unknown key, did you mean"
                            + " remaining?"),
            problem -> assertThat(problem).startsWith("q.yaml:1: server.prt: unknown key"));
  }

  @Test
  void load_mistakesOfInlineAdapter_haveTheLinesOfTheFile() {
    String yaml =
        "# größer 😀\nproviders:\n  my-api:\n    # mine\n    adapter:\n"
            + ADAPTER.replace("rpm", "[a]").replace("unit", "units").indent(8)
            + "  other: {adapter: {summary: x,\n    access: public, sync: none,"
            + " baseUrl: 'https://api.example.com'}}\n";

    assertThat(loading.problems(yaml))
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .startsWith("q.yaml:12: providers.my-api.adapter.headers[0].window: must be"),
            problem ->
                assertThat(problem)
                    .startsWith(
                        "q.yaml:13: providers.my-api.adapter.headers[0].units: unknown key"),
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        "q.yaml:16: providers.other.adapter.access: must be documented or"
                            + " vendor-private"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{adapter: none.yaml}|q.yaml:1: providers.my-api.adapter: none.yaml does not exist; expected the file of an adapter, in YAML",
        "{adapter: sub}|q.yaml:1: providers.my-api.adapter: sub is not a regular file; expected the file of an adapter, in YAML",
        "{adapter: fifo}|q.yaml:1: providers.my-api.adapter: fifo is not a regular file; expected the file of an adapter, in YAML",
        "{adapter: big.yaml}|q.yaml:1: providers.my-api.adapter: big.yaml is larger than 200 kB; expected the file of an adapter, in YAML",
        "{adapter: latin.yaml}|latin.yaml:2: not UTF-8 text; expected a file in UTF-8",
        "{adapter: open.yaml}|q.yaml:1: providers.my-api.adapter: open.yaml may be changed by every user, and says where credentials are sent (chmod o-w); expected the file of an adapter, in YAML",
        "{adapter: bomb.yaml}|bomb.yaml:1: an anchor or alias, of which adapters know none",
        "{adapter: }|q.yaml:1: providers.my-api.adapter: empty; expected the path of an adapter's file, or the adapter itself as a mapping",
        "{adapter: [a]}|q.yaml:1: providers.my-api.adapter: not a single value; expected the path of an adapter's file, or the adapter itself as a mapping",
        "{adaptr: my-api.yaml}|q.yaml:1: providers.my-api.adaptr: unknown key, did you mean adapter?; expected one of adapter, enabled, replace",
        "{adapter: my-api.yaml, replace: true}|q.yaml:1: providers.my-api.replace: no adapter of that name comes with Quotakeeper; expected no replace",
        "{adapter: named.yaml}|named.yaml:2: name: not the name under providers; expected my-api, or no name",
        "{adapter: local.yaml}|local.yaml:3: baseUrl: the host is a loopback address; expected an https URL without user, query and fragment (http only to a loopback address; private and loopback hosts only if outbound.allow names them)",
        "{adapter: http.yaml}|http.yaml:3: baseUrl: http, which shows credentials to the network; expected an https URL without user, query and fragment (http only to a loopback address; private and loopback hosts only if outbound.allow names them)",
        "{adapter: secret.yaml}|secret.yaml:10: headers[0].resetsAt.as: not understood (not shown, since it may be a credential)",
      })
  @Timeout(60)
  void load_adapterThatCannotBeUsed_saysWhereAndWhy(String provider, String problem)
      throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    assertThat(new ProcessBuilder("mkfifo", folder.resolve("fifo").toString()).start().waitFor())
        .isZero();
    loading.file("big.yaml", "#" + "x".repeat(200_000));
    Files.write(
        folder.resolve("latin.yaml"), "a: b\nc: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    loading.file("open.yaml", ADAPTER, "rw-rw-rw-");
    loading.file("bomb.yaml", "a: &a [x, x]\nb: [*a, *a]\n");
    loading.file("named.yaml", "# mine\nname: other\n" + ADAPTER);
    loading.file("local.yaml", ADAPTER.replace("https://api.example.com", "http://127.0.0.1:99"));
    loading.file("http.yaml", ADAPTER.replace("https://api", "http://api"));
    loading.file("secret.yaml", ADAPTER + "    resetsAt: {header: x, as: sk-ant-x}\n");

    assertThat(loading.problems("providers: {my-api: " + provider + "}\n" + account("github")))
        .contains(problem);
  }

  @Test
  void load_accountOfAdapterThatCannotBeRead_isNotBlamed() {
    assertThat(loading.problems("providers: {my-api: {adapter: no.yaml}}\n" + account("my-api")))
        .singleElement()
        .asString()
        .startsWith("q.yaml:1: providers.my-api.adapter: no.yaml does not exist");
  }

  @Test
  void load_adapterBehindALink_isFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("my-api.yaml"));

    assertThat(own(loading.load("providers: {my-api: {adapter: link.yaml}}")).name())
        .isEqualTo("my-api");
  }

  @Test
  void load_adapterOfAShippedName_replacesItOnlyIfToldTo() {
    assertThat(loading.problems("providers: {github: {adapter: my-api.yaml}}"))
        .containsExactly(
            "q.yaml:1: providers.github: already the name of an adapter that comes with Quotakeeper;"
                + " expected another name, or replace: true beside adapter to put yours in its"
                + " place");
    assertThat(loading.problems("providers: {github: {replace: true, enabled: true}}"))
        .containsExactly(
            "q.yaml:1: providers.github.replace: nothing to replace it with; expected adapter: FILE"
                + " beside it");

    Configuration built =
        loading.load("providers: {github: {adapter: my-api.yaml, replace: true}}");

    assertThat(built.adapters().find("github").orElseThrow().summary()).isEqualTo("A sample.");
    assertThat(built.notes())
        .containsExactly(
            "provider github is read by the adapter of "
                + folder.resolve("my-api.yaml")
                + ", not by the one that comes with Quotakeeper");
  }

  @Test
  void load_vendorPrivateAdapterOfOnesOwn_isOffUntilSwitchedOn() {
    loading.file("my-api.yaml", ADAPTER.replace("documented", "vendor-private"));

    assertThat(loading.problems(BY_FILE + account("my-api")))
        .containsExactly(
            "q.yaml:2: accounts[0].provider: provider my-api is not switched on: it uses calls that"
                + " its vendor keeps for its own clients; expected enabled: true under"
                + " providers.my-api in this file to switch it on");
    assertThat(loading.load(BY_FILE.replace("yaml}", "yaml, enabled: true}") + account("my-api")))
        .matches(built -> built.isOn("my-api"));
  }

  @Test
  void load_ownAdapterSwitchedOff_isOff() {
    assertThat(loading.load(BY_FILE.replace("yaml}", "yaml, enabled: false}")))
        .matches(built -> !built.isOn("my-api"));
  }

  @Test
  void load_baseUrlOfOwnAdapter_mayBeLocalWhereOutboundAllowsIt() {
    loading.file("my-api.yaml", ADAPTER.replace("https://api.example.com", "http://127.0.0.1:99"));

    assertThat(own(loading.load(BY_FILE + "outbound: {allow: [127.0.0.1]}")).baseUrl())
        .isEqualTo("http://127.0.0.1:99");
  }

  @Test
  void load_adapterThatNeedsAProject_isNotedForItsAccounts() {
    loading.file("my-api.yaml", ADAPTER + "needs: project\n");

    assertThat(loading.load(BY_FILE + account("my-api")).notes())
        .containsExactly(
            "account a has no project, which my-api needs: it cannot be synced until it has one");
  }

  @Test
  void adapters_ofAFileWhoseAccountsAreWrong_areReadAllTheSame() {
    Path file =
        loading.file(
            "q.yaml",
            BY_FILE
                + "accounts: [{id: 1, secret: {env: NONE}}]\nservr: 1\noutbound: {allow: []}\n");

    assertThat(loading.loader().adapters(file).find("my-api")).isPresent();
  }

  @Test
  void adapters_ofAFileWhoseAdaptersAreWrong_areAProblem() {
    Path file = loading.file("q.yaml", BY_FILE);
    loading.file("my-api.yaml", ADAPTER.replace("https:", "ftp:"));

    assertThatThrownBy(() -> loading.loader().adapters(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("my-api.yaml:3: baseUrl");
  }

  @Test
  void load_twice_givesEqualAdapters() {
    Configuration before = loading.load(BY_FILE);

    assertThat(loading.load("\n" + BY_FILE).adapters()).isEqualTo(before.adapters());
    loading.file("my-api.yaml", ADAPTER.replace("x-left", "x-remaining"));
    assertThat(loading.load(BY_FILE).adapters()).isNotEqualTo(before.adapters());
  }

  @Test
  void load_fileWithManyMistakes_endsSoon() {
    String bad = "headers:\n" + "  - {name: a, windw: rpm}\n".repeat(2_000);
    loading.file("my-api.yaml", bad);

    assertThat(loading.problems(BY_FILE)).hasSizeGreaterThan(100);
  }

  @Test
  void load_adapterWithoutCalls_needsNoBaseUrl() {
    loading.file(
        "my-api.yaml",
        """
        name: my-api
        summary: An API of many hosts.
        access: documented
        sync: none
        rateLimitFields: account
        """);

    assertThat(
            loading.load("providers: {my-api: {adapter: my-api.yaml}}\n").adapters().find("my-api"))
        .isPresent();
  }
}
