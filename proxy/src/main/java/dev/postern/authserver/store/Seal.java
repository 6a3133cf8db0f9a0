package dev.postern.authserver.store;

import dev.postern.config.SealKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts what must be read again, by AES-256-GCM. A value opens only in the context it was sealed for: put into
/// another row, or another column, it is noise.
public final class Seal {
    private static final byte VERSION = 1;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + ID_BYTES + NONCE_BYTES;

    private final List<Key> keys;
    private final SecureRandom random;

    /// @param keys the first seals, all open
    public Seal(SealKeys keys, SecureRandom random) {
        List<Key> read = new ArrayList<>();
        for (String base64 : keys.base64()) {
            read.add(new Key(Base64.getDecoder().decode(base64)));
        }
        this.keys = List.copyOf(read);
        this.random = random;
    }

    /// Encrypts.
    ///
    /// @param context what and whose it is, such as `provider` and a grant's id
    public Sealed seal(String text, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Key key = keys.getFirst();
        try {
            byte[] encrypted =
                    key.cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer all = ByteBuffer.allocate(HEAD_BYTES + encrypted.length);
            all.put(VERSION).put(key.id).put(nonce).put(encrypted);
            return new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(all.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /// Decrypts; empty where it was changed, is of another context, or its key is not here.
    public Optional<String> open(Sealed sealed, String context) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(sealed.text());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (all.length < HEAD_BYTES + TAG_BITS / Byte.SIZE || all[0] != VERSION) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOfRange(all, 1, 1 + ID_BYTES);
        byte[] nonce = Arrays.copyOfRange(all, 1 + ID_BYTES, HEAD_BYTES);
        for (Key key : keys) {
            Optional<String> text =
                    MessageDigest.isEqual(key.id, id) ? open(key, nonce, all, context) : Optional.empty();
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> open(Key key, byte[] nonce, byte[] all, String context) {
        try {
            byte[] text =
                    key.cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(all, HEAD_BYTES, all.length - HEAD_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /// A key, and by what the values it sealed are recognised.
    private static final class Key {
        private final SecretKeySpec secret;
        private final byte[] id;

        Key(byte[] bytes) {
            this.secret = new SecretKeySpec(bytes, "AES");
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update("postern seal key".getBytes(StandardCharsets.US_ASCII));
                this.id = Arrays.copyOf(digest.digest(bytes), ID_BYTES);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher;
        }
    }
}
