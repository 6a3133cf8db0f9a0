# What the launchers have in common: a jar for each module that is needed, and a JVM trained for it.
# Sourced by them behind jdk25.sh, with $root set; plain POSIX sh, and safe under `set -eu`.

jar_of() {
  case $1 in
    proxy) echo "$root/proxy/target/postern.jar" ;;
    oscal-mcp) echo "$root/oscal-mcp/target/postern-oscal.jar" ;;
    oscal-constraints) echo "$root/oscal-constraints/target/postern-oscal-constraints.jar" ;;
  esac
}

options_of() {
  case $1 in
    proxy) echo "$root/deploy/jvm.options" ;;
    oscal-mcp | oscal-constraints) echo "$root/oscal-mcp/jvm.options" ;;
  esac
}

cache_of() {
  jar=$(jar_of "$1")
  echo "${jar%.jar}.aot"
}

jar_is_current() {
  jar=$(jar_of "$1")
  [ -f "$jar" ] || return 1
  newer=$(find "$root/pom.xml" "$root/$1/pom.xml" "$root/$1/src/main" -newer "$jar" 2>/dev/null | head -n 1)
  [ -z "$newer" ]
}

# Builds those of the modules whose sources are newer than their jar, in one run of Maven. What it says on the way is kept
# aside and shown when the build fails.
build() {
  stale=
  for module; do jar_is_current "$module" || stale=${stale:+$stale,}$module; done
  [ -n "$stale" ] || return 0
  echo 'Building Postern (a minute or two the first time) …' >&2
  log=$(mktemp "${TMPDIR:-/tmp}/postern-build.XXXXXX")
  if ! (cd "$root" && ./mvnw -B -ntp -pl "$stale" -am package -Dmaven.test.skip=true -Dspotless.check.skip=true) \
    </dev/null >"$log" 2>&1; then
    grep -v '^\[INFO\]' "$log" >&2 || cat "$log" >&2
    rm -f -- "$log"
    echo 'Postern was not built; the lines above say why.' >&2
    exit 1
  fi
  rm -f -- "$log"
  # Maven leaves a jar alone whose content would be the same; without this, the next run would build again.
  for module; do touch "$(jar_of "$module")"; done
}

# Whether a training was tried for this JDK, this jar and these options. The stamp holds the JDK's place.
training_is_current() {
  stamp=$(cache_of "$1").for
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$JAVA_HOME" ] || return 1
  newer=$(find "$(jar_of "$1")" "$(options_of "$1")" "$root/deploy/train" "$JAVA_HOME/release" -newer "$stamp" 2>/dev/null)
  [ -z "$newer" ]
}

# Trains the JVM for those of the modules that need it, side by side. Where it fails, they start as well, only slower; it
# is not tried again for the same jar.
train() {
  untrained=
  for module; do
    training_is_current "$module" || [ ! -w "$root/$module/target" ] || untrained="$untrained $module"
  done
  [ -n "$untrained" ] || return 0
  echo 'Training the JVM on loopback, so that it starts fast from now on (some seconds) …' >&2
  # shellcheck disable=SC2086 # a list of words
  set -- $untrained
  while [ $# -gt 1 ]; do
    train_one "$1" &
    shift
  done
  # In front, so that Ctrl-C reaches it.
  train_one "$1"
  wait
}

train_one() {
  cache=$(cache_of "$1")
  rm -f -- "$cache"
  practise "$1" || echo 'The training failed; Postern starts without it.' >&2
  printf '%s\n' "$JAVA_HOME" >"$cache.for"
}

practise() {
  case $1 in
    # The server starts this one, and so it does for the practice.
    oscal-constraints)
      (
        unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
        exec "$JAVA_HOME/bin/java" "@$(options_of oscal-mcp)" -jar "$(jar_of oscal-mcp)" train-constraints "$(jar_of "$1")"
      ) </dev/null >/dev/null 2>&1
      ;;
    *) "$root/deploy/train" "$JAVA_HOME/bin/java" "$(jar_of "$1")" "$cache" "$(options_of "$1")" ;;
  esac
}

# Takes the place of the shell: launch MODULE OPTIONS ARGUMENT…, with more options for the JVM in OPTIONS.
launch() {
  module=$1 more=$2
  shift 2
  # The compilers' threads share one heap of the C library, so that what one gives back the next can take.
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
  # shellcheck disable=SC2086 # the variable holds several options
  exec "$JAVA_HOME/bin/java" "@$(options_of "$module")" "-XX:AOTCache=$(cache_of "$module")" $more \
    -jar "$(jar_of "$module")" "$@"
}
