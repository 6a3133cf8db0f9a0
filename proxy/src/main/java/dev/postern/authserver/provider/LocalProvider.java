package dev.postern.authserver.provider;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A small team's users, from a file with a line `name:hash` for each.
public final class LocalProvider implements PasswordProvider {
    private static final int MAX_PASSWORD = 1024;
    private static final String NAME = "[\\x21-\\x39\\x3b-\\x7e]{1,64}";
    /// Each try takes some megabytes and a processor's full attention.
    private static final int TRIES_AT_ONCE = 2;

    private final Map<String, Argon2Hash> users = new LinkedHashMap<>();
    private final Argon2Hash nobody;
    private final Semaphore tries = new Semaphore(TRIES_AT_ONCE);

    /// @param lines as in the file; empty ones and those that begin with `#` are passed over
    /// @throws IllegalArgumentException with a sentence that names the line
    public LocalProvider(List<String> lines, SecureRandom random) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, i + 1);
            }
        }
        nobody = users.isEmpty()
                ? Argon2Hash.of("", random)
                : users.values().iterator().next();
    }

    /// The line of a user.
    ///
    /// @throws IllegalArgumentException with a sentence where nobody could log in so
    public static String line(String name, String password, SecureRandom random) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "A name has up to 64 visible ASCII characters, no space and no colon; expected for example alice.");
        }
        if (password.isEmpty() || password.length() > MAX_PASSWORD) {
            throw new IllegalArgumentException("A password has between 1 and %d characters.".formatted(MAX_PASSWORD));
        }
        return name + ":" + Argon2Hash.of(password, random).text();
    }

    private void add(String line, int number) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon);
        Optional<Argon2Hash> hash = Argon2Hash.parse(line.substring(colon + 1));
        if (!name.matches(NAME) || hash.isEmpty() || users.containsKey(name)) {
            throw new IllegalArgumentException(
                    "Line %d of the users file is not a new name, a colon and an Argon2id hash; expected for example alice:$argon2id$v=19$m=19456,t=2,p=1$…$…"
                            .formatted(number));
        }
        users.put(name, hash.get());
    }

    /// An unknown name costs as much time as a wrong password.
    @Override
    public Optional<User> check(String name, String password) {
        Argon2Hash hash = users.getOrDefault(name, nobody);
        boolean right = password.length() <= MAX_PASSWORD && matches(hash, password);
        return right && users.containsKey(name) ? Optional.of(new User(name, name, null)) : Optional.empty();
    }

    private boolean matches(Argon2Hash hash, String password) {
        tries.acquireUninterruptibly();
        try {
            return hash.matches(password);
        } finally {
            tries.release();
        }
    }

    @Override
    public boolean knows(String subject) {
        return users.containsKey(subject);
    }
}
