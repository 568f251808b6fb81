package io.quotakeeper.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an address is for. Only {@link #PUBLIC} ones lead to the internet. */
enum AddressRange {
  PUBLIC("a public address"),
  LOOPBACK("a loopback address"),
  PRIVATE("a private address"),
  LINK_LOCAL("a link-local address"),
  SHARED("an address shared by carriers (100.64.0.0/10)"),
  METADATA("an address of a cloud's metadata service"),
  MULTICAST("a multicast address"),
  RESERVED("a reserved address");

  /** A range of addresses and what it is for. */
  private record Block(InetAddress start, int bits, AddressRange range) {

    static Block of(String start, int bits, AddressRange range) {
      return new Block(InetAddress.ofLiteral(start), bits, range);
    }

    boolean contains(byte[] address) {
      byte[] first = start.getAddress();
      if (first.length != address.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int mask = 0xff << (Byte.SIZE - bits % Byte.SIZE);
      return Arrays.equals(first, 0, whole, address, 0, whole)
          && (bits % Byte.SIZE == 0 || ((first[whole] ^ address[whole]) & mask & 0xff) == 0);
    }
  }

  /** The first that contains an address says what it is. */
  private static final List<Block> BLOCKS =
      List.of(
          Block.of("169.254.169.254", 32, METADATA),
          Block.of("169.254.170.2", 32, METADATA),
          Block.of("100.100.100.200", 32, METADATA),
          Block.of("168.63.129.16", 32, METADATA),
          Block.of("192.0.0.192", 32, METADATA),
          Block.of("fd00:ec2::254", 128, METADATA),
          Block.of("127.0.0.0", 8, LOOPBACK),
          Block.of("10.0.0.0", 8, PRIVATE),
          Block.of("172.16.0.0", 12, PRIVATE),
          Block.of("192.168.0.0", 16, PRIVATE),
          Block.of("169.254.0.0", 16, LINK_LOCAL),
          Block.of("100.64.0.0", 10, SHARED),
          Block.of("0.0.0.0", 8, RESERVED),
          Block.of("192.0.0.0", 24, RESERVED),
          Block.of("192.0.2.0", 24, RESERVED),
          Block.of("192.88.99.0", 24, RESERVED),
          Block.of("198.18.0.0", 15, RESERVED),
          Block.of("198.51.100.0", 24, RESERVED),
          Block.of("203.0.113.0", 24, RESERVED),
          Block.of("224.0.0.0", 4, MULTICAST),
          Block.of("240.0.0.0", 4, RESERVED),
          Block.of("0.0.0.0", 0, PUBLIC),
          Block.of("::1", 128, LOOPBACK),
          Block.of("fc00::", 7, PRIVATE),
          Block.of("fec0::", 10, PRIVATE),
          Block.of("fe80::", 10, LINK_LOCAL),
          Block.of("ff00::", 8, MULTICAST),
          Block.of("2001::", 23, RESERVED),
          Block.of("2001:db8::", 32, RESERVED),
          Block.of("3fff::", 20, RESERVED),
          Block.of("2000::", 3, PUBLIC));

  private static final Block NAT64 = Block.of("64:ff9b::", 96, PUBLIC);
  private static final Block SIX_TO_FOUR = Block.of("2002::", 16, PUBLIC);
  private static final int MAPPED_ZEROS = 10;

  private final String words;

  AddressRange(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }

  /**
   * What an address is for. An IPv4 address that is wrapped in an IPv6 one counts as itself, and an
   * IPv6 address that is not known to be public is reserved.
   */
  static AddressRange of(InetAddress address) {
    byte[] bytes = unwrapped(address).getAddress();
    return BLOCKS.stream()
        .filter(block -> block.contains(bytes))
        .findFirst()
        .map(Block::range)
        .orElse(RESERVED);
  }

  /** The IPv4 address within an IPv6 one (mapped, NAT64, 6to4), else the address itself. */
  static InetAddress unwrapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    return wrappedAt(bytes).map(at -> inner(bytes, at)).orElse(address);
  }

  private static Optional<Integer> wrappedAt(byte[] bytes) {
    if (bytes.length == 4) {
      return Optional.empty();
    }
    if (isMapped(bytes) || NAT64.contains(bytes)) {
      return Optional.of(12);
    }
    return SIX_TO_FOUR.contains(bytes) ? Optional.of(2) : Optional.empty();
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < MAPPED_ZEROS; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[MAPPED_ZEROS] == -1 && bytes[MAPPED_ZEROS + 1] == -1;
  }

  private static InetAddress inner(byte[] bytes, int at) {
    try {
      return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }
}
