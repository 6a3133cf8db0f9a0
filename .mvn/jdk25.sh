# Finds a JDK of version 25 or newer, exports JAVA_HOME and puts its bin in front of PATH.
# Sourced by mvnw and postern; plain POSIX sh, and safe under `set -euf`.
#
# Order: JAVA_HOME, `java` on the PATH, then the usual places of packages and version managers;
# among those a 25 wins over anything newer.

# Prints the feature version of the JDK at $1; nothing when there is no JDK there.
jdk_feature() (
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  version=
  [ ! -r "$1/release" ] || version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
  printf '%s\n' "$version"
)

jdk_at_least_25() (
  version=$(jdk_feature "$1")
  [ -n "$version" ] && [ "$version" -ge 25 ]
)

# Prints the home of the `java` on the PATH: through links, else (a version manager's shim) by asking it.
jdk_on_path() (
  java=$(command -v java 2>/dev/null) || return 0
  # Apple's stub opens a window where no Java is installed; java_home below covers what it would find.
  [ "$java" != /usr/bin/java ] || [ "$(uname)" != Darwin ] || return 0
  while [ -L "$java" ]; do
    link=$(readlink "$java") || break
    case $link in
      /*) java=$link ;;
      *) java=$(dirname "$java")/$link ;;
    esac
  done
  home=$(cd "$(dirname "$java")/.." 2>/dev/null && pwd -P) || home=
  if [ -z "$home" ] || [ ! -x "$home/bin/javac" ]; then
    home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' | head -n 1)
  fi
  printf '%s\n' "$home"
)

# Prints one candidate a line; a pattern without a match comes out as itself and is dropped by the version check.
jdk_usual_places() (
  set +f
  home=${HOME:-/nonexistent}
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v 25 2>/dev/null || :
  fi
  for place in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$home/.local/share}/mise}"/installs/java/* \
    "${ASDF_DATA_DIR:-$home/.asdf}"/installs/java/* \
    "$home"/.jdks/* "$home"/.jenv/versions/* \
    /opt/homebrew/opt/openjdk@25 /opt/homebrew/opt/openjdk \
    /usr/local/opt/openjdk@25 /usr/local/opt/openjdk \
    /home/linuxbrew/.linuxbrew/opt/openjdk@25 /home/linuxbrew/.linuxbrew/opt/openjdk \
    /Library/Java/JavaVirtualMachines/* "$home"/Library/Java/JavaVirtualMachines/*; do
    printf '%s\n' "$place" "$place/libexec" "$place/Contents/Home" "$place/libexec/openjdk.jdk/Contents/Home"
  done
)

jdk_find() (
  if [ -n "${JAVA_HOME:-}" ] && jdk_at_least_25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  on_path=$(jdk_on_path)
  if [ -n "$on_path" ] && jdk_at_least_25 "$on_path"; then
    printf '%s\n' "$on_path"
    return
  fi
  jdk_usual_places | {
    newer=
    while IFS= read -r place; do
      [ -x "$place/bin/javac" ] || continue
      version=$(jdk_feature "$place")
      if [ "${version:-0}" -eq 25 ]; then
        printf '%s\n' "$place"
        return
      fi
      [ "${version:-0}" -lt 25 ] || [ -n "$newer" ] || newer=$place
    done
    printf '%s\n' "$newer"
  }
)

jdk_found=$(jdk_find)
if [ -z "$jdk_found" ]; then
  cat >&2 <<'END'
Postern needs a JDK 25 or newer, and none was found (looked at JAVA_HOME, PATH, /usr/lib/jvm, SDKMAN, mise, asdf, Homebrew).
Install one, or point JAVA_HOME at one:
  Debian, Ubuntu   sudo apt-get install openjdk-25-jdk
  Fedora           sudo dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
  SDKMAN           sdk install java 25-tem
  any other        https://adoptium.net/temurin/releases/?version=25
END
  exit 1
fi
JAVA_HOME=$jdk_found
PATH=$JAVA_HOME/bin:$PATH
export JAVA_HOME PATH
unset jdk_found
