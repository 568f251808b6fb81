package io.quotakeeper.cli;

/**
 * What a running server tells the commands of its user: where it is and where its credential lies.
 *
 * @param url its address, for example {@code http://127.0.0.1:7878}
 * @param pid its process
 * @param tokenFile the absolute path of the file with its admin token; never the token itself
 * @param demo whether it is a demo
 */
public record ServerFile(String url, long pid, String tokenFile, boolean demo) {}
