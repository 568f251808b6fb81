package io.quotakeeper.quota;

/**
 * What a limit or a refusal covers: everything that an owner's credential may do, one model, or a
 * group of models or calls that share one limit. Scopes are ordered by their text: the account,
 * then the groups, then the models.
 */
public sealed interface Scope extends Comparable<Scope> {

  /** The id of the model or the group; empty for the account. */
  String id();

  /** Everything. */
  record Account() implements Scope {
    private static final Account IT = new Account();

    @Override
    public String id() {
      return "";
    }

    @Override
    public String toString() {
      return "account";
    }
  }

  /**
   * One model.
   *
   * @param id as requests name it, never a display name
   */
  record Model(String id) implements Scope {
    /** Refuses an empty id. */
    public Model {
      requireId(id);
    }

    @Override
    public String toString() {
      return "model:" + id;
    }
  }

  /**
   * Models or calls that share one limit.
   *
   * @param id the adapter's name for the group
   */
  record Group(String id) implements Scope {
    /** Refuses an empty id. */
    public Group {
      requireId(id);
    }

    @Override
    public String toString() {
      return "group:" + id;
    }
  }

  /** The scope of everything. */
  static Scope account() {
    return Account.IT;
  }

  /**
   * The scope of one model.
   *
   * @throws IllegalArgumentException if the id is empty
   */
  static Scope model(String id) {
    return new Model(id);
  }

  /**
   * The scope of one group.
   *
   * @throws IllegalArgumentException if the id is empty
   */
  static Scope group(String id) {
    return new Group(id);
  }

  /**
   * Reads {@code account}, {@code model:<id>} or {@code group:<id>}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  static Scope parse(String text) {
    if (text.equals("account")) {
      return account();
    }
    if (text.startsWith("model:")) {
      return model(text.substring("model:".length()));
    }
    if (text.startsWith("group:")) {
      return group(text.substring("group:".length()));
    }
    throw new IllegalArgumentException(
        "scope must be account, model:<id> or group:<id>: \"" + text + "\"");
  }

  /**
   * What a person means who names a model or a scope: empty text is the whole account, the forms of
   * {@link #parse} are scopes, and anything else is a model's id.
   *
   * @throws IllegalArgumentException if the text names a model or a group without an id
   */
  static Scope ofModelOrScope(String text) {
    if (text.isEmpty()) {
      return account();
    }
    boolean isScope =
        text.equals("account") || text.startsWith("model:") || text.startsWith("group:");
    return isScope ? parse(text) : model(text);
  }

  @Override
  default int compareTo(Scope other) {
    int byKind = Integer.compare(kindRank(), other.kindRank());
    return byKind != 0 ? byKind : id().compareTo(other.id());
  }

  private int kindRank() {
    return switch (this) {
      case Account _ -> 0;
      case Group _ -> 1;
      case Model _ -> 2;
    };
  }

  private static void requireId(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("id of a scope is empty");
    }
  }
}
