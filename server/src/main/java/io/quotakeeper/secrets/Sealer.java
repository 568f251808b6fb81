package io.quotakeeper.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens by AES-256-GCM with random nonces, under the keyset in the master key file. The
 * file is made when something is sealed first; nothing is loaded before. Thread-safe; blocks the
 * first time.
 */
public final class Sealer {

  private static final String FILE = "master.key";
  private static final Place CHECK = new Place("key_check", "1", "sealed");
  private static final byte[] KNOWN = "quotakeeper".getBytes(StandardCharsets.US_ASCII);

  private final MasterKeyFile file;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile @Nullable Aead aead;

  private Sealer(MasterKeyFile file) {
    this.file = file;
  }

  /** With the master key of a data folder. */
  public static Sealer in(Path data) {
    return new Sealer(new MasterKeyFile(data.resolve(FILE)));
  }

  /**
   * Seals for a place. Makes the master key if there is none: who has sealed rows must have looked
   * for it before.
   *
   * @throws KeyException if the key cannot be read or made
   */
  public byte[] seal(byte[] plain, Place place) {
    try {
      return aead(true).encrypt(plain, place.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal", e);
    }
  }

  /**
   * Opens what was sealed for that place.
   *
   * @throws SealBrokenException if it was changed, moved or sealed by another key; nothing of it is
   *     given then
   * @throws KeyException if the key cannot be read
   */
  // The cause says no more, and might hold bytes.
  @SuppressWarnings("UnusedException")
  public byte[] open(byte[] sealed, Place place) throws SealBrokenException {
    Aead key = aead(false);
    try {
      return key.decrypt(sealed, place.bytes());
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException();
    }
  }

  /** A known text, sealed, by which a key is known again. */
  public byte[] check() {
    return seal(KNOWN, CHECK);
  }

  /**
   * Whether the key is that of a known text.
   *
   * @throws KeyException if the key cannot be read
   */
  public boolean isKeyOf(byte[] check) {
    try {
      var _ = open(check, CHECK);
      return true;
    } catch (SealBrokenException _) {
      return false;
    }
  }

  /** The file of the key, for people. */
  @Override
  public String toString() {
    return file.toString();
  }

  private Aead aead(boolean mayMake) {
    Aead known = aead;
    if (known != null) {
      return known;
    }
    loading.lock();
    try {
      known = aead;
      if (known == null) {
        known = loaded(mayMake);
        aead = known;
      }
      return known;
    } finally {
      loading.unlock();
    }
  }

  // The cause may quote the file.
  @SuppressWarnings("UnusedException")
  private Aead loaded(boolean mayMake) {
    try {
      AeadConfig.register();
      Configuration configuration = RegistryConfiguration.get();
      return keyset(mayMake, configuration).getPrimitive(configuration, Aead.class);
    } catch (GeneralSecurityException e) {
      throw new KeyException("The master key " + file + " is not a key that Quotakeeper made.");
    }
  }

  private KeysetHandle keyset(boolean mayMake, Configuration configuration)
      throws GeneralSecurityException {
    if (!mayMake || file.exists()) {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          file.read(), configuration, InsecureSecretKeyAccess.get());
    }
    KeysetHandle made =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, configuration);
    file.make(
        TinkJsonProtoKeysetFormat.serializeKeyset(
                made, configuration, InsecureSecretKeyAccess.get())
            + "\n");
    return made;
  }
}
