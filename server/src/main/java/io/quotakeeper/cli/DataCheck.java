package io.quotakeeper.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks at the folder in which a server keeps what it must remember. */
record DataCheck(Examination examination) {

  private static final String CHECK = "data";
  private static final long TOO_LITTLE_SPACE = 10L << 20;
  private static final long LITTLE_SPACE = 200L << 20;
  private static final Set<String> NETWORK =
      Set.of("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs");

  /** What is to be said of a folder, while a server is known to run or not. */
  List<Finding> of(Path folder, boolean serverRuns) {
    List<Finding> findings = new ArrayList<>();
    Examination.Data data = examination.data(folder);
    findings.add(
        switch (data.state()) {
          case NEW -> Finding.ok(CHECK, "The data folder " + folder + " can be made and used.");
          case READY ->
              Finding.ok(CHECK, "The data folder " + folder + " and its database are good.");
          case IN_USE -> inUse(folder, data.detail(), serverRuns);
          case UNUSABLE -> Finding.problem(CHECK, data.detail(), "");
        });
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && Files.notExists(there)) {
      there = there.getParent();
    }
    try {
      FileStore disk = Files.getFileStore(there);
      findings.addAll(disk(folder, disk.type(), disk.getUsableSpace()));
    } catch (IOException e) {
      findings.add(Finding.note(CHECK, "The disk of " + folder + " cannot be looked at.", ""));
    }
    return findings;
  }

  private static Finding inUse(Path folder, String by, boolean serverRuns) {
    String message = "The data folder " + folder + " is in use by a server (" + by + ").";
    return serverRuns
        ? Finding.ok(CHECK, message)
        : Finding.note(CHECK, message, "Another server needs another folder: --data DIR.");
  }

  /** What is to be said of a disk of that type with that many bytes left. */
  static List<Finding> disk(Path folder, String type, long left) {
    List<Finding> findings = new ArrayList<>();
    if (NETWORK.contains(type.toLowerCase(Locale.ROOT))) {
      findings.add(
          Finding.problem(
              CHECK,
              folder + " lies on a network file system (" + type + "), where SQLite is not safe.",
              "Name a folder on a local disk with --data DIR."));
    }
    if (left < LITTLE_SPACE) {
      String message = "Only " + (left >> 20) + " MiB are left on the disk of " + folder + ".";
      String remedy = "Make room: a server that cannot write forgets at its next start.";
      findings.add(
          left < TOO_LITTLE_SPACE
              ? Finding.problem(CHECK, message, remedy)
              : Finding.note(CHECK, message, remedy));
    }
    return findings;
  }
}
