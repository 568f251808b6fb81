package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.cli.Table.Column;
import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.config.ConfigurationSchema;
import io.quotakeeper.config.Shown;
import io.quotakeeper.providers.Adapters;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at configuration files; works without a server. */
@Command(
    name = "config",
    description = "The configuration.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n")
final class ConfigCommand extends CommandGroup {

  private static final String FILE =
      "The file; " + ConfigurationLoader.USUAL_NAME + " in the current folder if left out.";

  private final Session session;

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "check",
      description = "Whether a server could start with this configuration; says all that is wrong.",
      descriptionHeading = "%n",
      parameterListHeading = "%nParameters:%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:it could", "2:wrong use, or it could not"})
  int check(
      @Parameters(arity = "0..1", defaultValue = "", paramLabel = "FILE", description = FILE)
          String file) {
    try {
      Configuration configuration = load(file);
      if (session.wantsJson()) {
        session.screen().json(Json.write(document(file, configuration)));
      } else {
        session.screen().print(List.of(sentence(configuration)));
        configuration.notes().forEach(session.screen()::note);
      }
      return Exit.DONE;
    } catch (ConfigurationException wrong) {
      if (!session.wantsJson()) {
        throw wrong;
      }
      session.screen().json(Json.write(document(file, wrong)));
      return Exit.USAGE;
    }
  }

  @Command(
      name = "show",
      description = "Every value in effect, and where it comes from; of secrets the place alone.",
      descriptionHeading = "%n",
      parameterListHeading = "%nParameters:%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:wrong use, or the configuration is not right"})
  int show(
      @Parameters(arity = "0..1", defaultValue = "", paramLabel = "FILE", description = FILE)
          String file) {
    ConfigurationLoader loader = session.loader();
    List<Shown> values =
        file.isEmpty() ? loader.showUsual(Path.of("")) : loader.show(Path.of(file));
    if (session.wantsJson()) {
      session.screen().json(Json.write(document(file, values)));
    } else {
      session.screen().print(table(values).lines(session.look()));
    }
    return Exit.DONE;
  }

  @Command(
      name = "schema",
      description = {
        "The JSON Schema of the configuration, for editors.",
        "Write it to a file, and name that in the first line of the configuration:",
        "  # yaml-language-server: $$schema=quotakeeper.schema.json"
      },
      descriptionHeading = "%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:wrong use"},
      footer = {"", "Example:", "  quotakeeper config schema > quotakeeper.schema.json"})
  int schema() {
    session.screen().json(ConfigurationSchema.document(Adapters.shipped()));
    return Exit.DONE;
  }

  private Configuration load(String file) {
    ConfigurationLoader loader = session.loader();
    return file.isEmpty() ? loader.loadUsual(Path.of("")) : loader.load(Path.of(file));
  }

  private static Table table(List<Shown> values) {
    Table table =
        new Table(List.of(new Column("KEY", 20), new Column("VALUE", 16), new Column("FROM", 7)));
    for (Shown value : values) {
      String origin = value.origin().replaceFirst("^environment variable ", "env ");
      Style style = value.origin().equals("default") ? Style.FAINT : Style.PLAIN;
      table.add(List.of(Cell.of(value.key()), Cell.of(value.value()), new Cell(origin, style)));
    }
    return table;
  }

  private static ObjectNode document(String file, List<Shown> values) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", file.isEmpty() ? ConfigurationLoader.USUAL_NAME : file);
    var items = node.putArray("items");
    for (Shown value : values) {
      items
          .addObject()
          .put("key", value.key())
          .put("value", value.value().isEmpty() ? null : value.value())
          .put("origin", value.origin());
    }
    return node;
  }

  private static String sentence(Configuration configuration) {
    String source = configuration.source();
    String what =
        source.isEmpty()
            ? "There is no " + ConfigurationLoader.USUAL_NAME + " here; the defaults are used"
            : Plain.line(source) + " is good";
    return what
        + ": "
        + counted(configuration.accounts().size(), "account")
        + ", "
        + counted(configuration.pools().size(), "pool")
        + ".";
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static ObjectNode document(String file, Configuration configuration) {
    ObjectNode node = head(file, true);
    node.put("accounts", configuration.accounts().size());
    node.put("pools", configuration.pools().size());
    configuration.notes().forEach(node.putArray("notes")::add);
    node.putArray("problems");
    return node;
  }

  private static ObjectNode document(String file, ConfigurationException wrong) {
    ObjectNode node = head(file, false);
    node.putNull("accounts");
    node.putNull("pools");
    node.putArray("notes");
    wrong.problems().forEach(node.putArray("problems")::add);
    return node;
  }

  private static ObjectNode head(String file, boolean valid) {
    String name = file.isEmpty() ? ConfigurationLoader.USUAL_NAME : file;
    return JsonNodeFactory.instance.objectNode().put("file", name).put("valid", valid);
  }
}
