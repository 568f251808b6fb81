package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.config.ConfigurationLoader;
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

  private final Session session;

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "check",
      description = "Whether a server could start with this configuration; says all that is wrong.",
      descriptionHeading = "%n",
      parameterListHeading = "%nParameters:%n",
      optionListHeading = "%nOptions:%n")
  int check(
      @Parameters(
              arity = "0..1",
              defaultValue = "",
              paramLabel = "FILE",
              description =
                  "The file; "
                      + ConfigurationLoader.USUAL_NAME
                      + " in the current folder if left out.")
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

  private Configuration load(String file) {
    CliContext context = session.context();
    var loader = new ConfigurationLoader(context.environment(), Adapters.shipped(), context.time());
    return file.isEmpty() ? loader.loadUsual(Path.of("")) : loader.load(Path.of(file));
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
