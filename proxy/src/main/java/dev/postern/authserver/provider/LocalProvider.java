package dev.postern.authserver.provider;

import dev.postern.json.JsonObject;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A small team's users, from a file with a line `name:hash` for each, or `name:hash:group,group`.
public final class LocalProvider implements PasswordProvider {
    private static final int MAX_PASSWORD = 1024;
    private static final String NAME = "[\\x21-\\x39\\x3b-\\x7e]{1,64}";
    private static final String GROUP = "[\\x21-\\x2b\\x2d-\\x39\\x3b-\\x7e]{1,64}";
    /// Each try takes some megabytes and a processor's full attention.
    private static final int TRIES_AT_ONCE = 2;

    private final Map<String, Entry> users = new LinkedHashMap<>();
    private final Argon2Hash nobody;
    private final Semaphore tries = new Semaphore(TRIES_AT_ONCE);

    private record Entry(User user, Argon2Hash hash) {}

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
                : users.values().iterator().next().hash();
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
        String[] parts = line.split(":", -1);
        String name = parts[0];
        Optional<Argon2Hash> hash = parts.length < 2 ? Optional.empty() : Argon2Hash.parse(parts[1]);
        boolean groups = parts.length < 3 || (parts.length == 3 && parts[2].matches(GROUP + "(," + GROUP + ")*"));
        if (!name.matches(NAME) || hash.isEmpty() || !groups || users.containsKey(name)) {
            throw new IllegalArgumentException(
                    "Line %d of the users file is not a new name, a colon and an Argon2id hash, and if wanted another colon and groups; expected for example alice:$argon2id$v=19$m=19456,t=2,p=1$…$… or alice:$argon2id$…:auditors,admins"
                            .formatted(number));
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("preferred_username", name);
        if (parts.length == 3) {
            claims.put("groups", List.of(parts[2].split(",", -1)));
        }
        users.put(name, new Entry(new User(name, name, new JsonObject(claims), null), hash.get()));
    }

    /// An unknown name costs as much time as a wrong password.
    @Override
    public Optional<User> check(String name, String password) {
        Entry entry = users.get(name);
        Argon2Hash hash = entry == null ? nobody : entry.hash();
        boolean right = password.length() <= MAX_PASSWORD && matches(hash, password);
        return right && entry != null ? Optional.of(entry.user()) : Optional.empty();
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
    public Optional<User> find(String subject) {
        return Optional.ofNullable(users.get(subject)).map(Entry::user);
    }
}
