package dev.postern.policy;

import dev.postern.config.SealingKey;
import dev.postern.oauth.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// Turns the upstream's session ids into ids that are good for one issuer, subject and client only, and back. Nothing
/// is
/// remembered: the id that a client holds has the upstream's in it, sealed with AES-256-GCM.
public final class SessionSeal {
    /// The longest id of an upstream that is taken.
    public static final int MAX_UPSTREAM_ID = 1024;

    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int OVERHEAD = KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;
    private static final int MAX_SEALED = (MAX_UPSTREAM_ID + OVERHEAD + 2) / 3 * 4;

    /// So that a key that seals something else too would open none of it as a session.
    private static final byte[] PURPOSE = "postern session 1".getBytes(StandardCharsets.US_ASCII);

    private record Key(int id, SecretKey key) {}

    private final List<Key> keys = new ArrayList<>();
    private final RandomGenerator random;

    @SuppressWarnings("ThreadLocalUsage") // there is one seal in a process, and it lasts as long as that
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(SessionSeal::cipher);

    /// @param sealing the first seals, every one opens; where there is none, one is made that ends with the process
    public SessionSeal(List<SealingKey> sealing, RandomGenerator random) {
        this.random = random;
        for (SealingKey key : sealing.isEmpty() ? List.of(made(random)) : sealing) {
            keys.add(new Key(id(key), key.key()));
        }
    }

    private static SealingKey made(RandomGenerator random) {
        byte[] bytes = new byte[SealingKey.BYTES];
        random.nextBytes(bytes);
        return SealingKey.of(bytes);
    }

    private static int id(SealingKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.key().getEncoded());
            return ByteBuffer.wrap(hash).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Whether an upstream may call a session so: visible ASCII (MCP 2025-11-25, Session Management), and not too long.
    public static boolean isSessionId(String id) {
        if (id.isEmpty() || id.length() > MAX_UPSTREAM_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < 0x21 || id.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    /// The id under which this identity, and nobody else, comes back to the upstream's session.
    public String seal(String upstreamId, Identity identity) {
        Key key = keys.getFirst();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteBuffer sealed = ByteBuffer.allocate(upstreamId.length() + OVERHEAD);
        sealed.putInt(key.id()).put(nonce);
        try {
            Cipher cipher = initialised(Cipher.ENCRYPT_MODE, key, nonce, identity);
            cipher.doFinal(ByteBuffer.wrap(upstreamId.getBytes(StandardCharsets.US_ASCII)), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a session id could not be sealed", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.array());
    }

    /// The upstream's id, empty where this identity was never given that one.
    public Optional<String> open(String id, Identity identity) {
        byte[] sealed = decode(id);
        Key key = sealed == null ? null : key(ByteBuffer.wrap(sealed).getInt());
        if (sealed == null || key == null) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOfRange(sealed, KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
        int begin = KEY_ID_BYTES + NONCE_BYTES;
        try {
            Cipher cipher = initialised(Cipher.DECRYPT_MODE, key, nonce, identity);
            byte[] opened = cipher.doFinal(sealed, begin, sealed.length - begin);
            return Optional.of(new String(opened, StandardCharsets.US_ASCII));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a session id could not be opened", e);
        }
    }

    private static byte @Nullable [] decode(String id) {
        if (id.length() > MAX_SEALED) {
            return null;
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(id);
            return sealed.length > OVERHEAD ? sealed : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private @Nullable Key key(int id) {
        for (Key key : keys) {
            if (key.id() == id) {
                return key;
            }
        }
        return null;
    }

    private Cipher initialised(int mode, Key key, byte[] nonce, Identity identity) throws GeneralSecurityException {
        Cipher cipher = ciphers.get();
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(PURPOSE);
        cipher.updateAAD(owner(identity));
        return cipher;
    }

    /// Each part with its length in front, so that no two owners look alike.
    private static byte[] owner(Identity identity) {
        byte[] issuer = identity.issuer().value().getBytes(StandardCharsets.UTF_8);
        byte[] subject = identity.subject().getBytes(StandardCharsets.UTF_8);
        String clientId = identity.clientId();
        byte[] client = clientId == null ? new byte[0] : clientId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 * Integer.BYTES + issuer.length + subject.length + client.length)
                .putInt(issuer.length)
                .put(issuer)
                .putInt(subject.length)
                .put(subject)
                .putInt(clientId == null ? -1 : client.length)
                .put(client)
                .array();
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }
}
