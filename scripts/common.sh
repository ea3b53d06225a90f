# shellcheck shell=bash
# What the scripts share: where things are, and a heading with its seconds for every stage. Sourced.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit

# Elsewhere in CI, so that the next run from a fresh checkout finds most of its work done.
if [ -z "${CARGO_TARGET_DIR:-}" ] && [ "${CI:-}" = true ]; then
  export CARGO_TARGET_DIR="${XDG_CACHE_HOME:-$HOME/.cache}/spool/target"
fi
target=${CARGO_TARGET_DIR:-$root/target}
case $target in /*) ;; *) target=$root/$target ;; esac

# stage NAME COMMAND...: runs the command under a one-line heading and says how long it took. The command
# stands alone, without `||`, because that would switch off `set -e` inside it.
current=
stage() {
  local began=$SECONDS
  current=$1
  shift
  printf '== %s\n' "$current"
  "$@"
  printf '   %s: %s s\n' "$current" $((SECONDS - began))
  current=
}
trap '[ -z "$current" ] || printf "== %s FAILED\n" "$current" >&2' EXIT

in_web() { (cd "$root/web" && "$@"); }

# The client's dependencies exactly as its lock file has them, unless that is what is there.
install_web() {
  local installed=$root/web/node_modules/.package-lock.json
  [ "$installed" -nt "$root/web/package-lock.json" ] || in_web npm ci --no-audit --no-fund --loglevel=error
}

# Builds web/dist, which the binary serves, when a source is newer than the last build.
build_web() {
  local built=$root/web/node_modules/.spool-built changed
  if [ -f "$built" ] && [ -f "$root/web/dist/index.html" ]; then
    changed=$(find "$root/web" \( -name node_modules -o -name dist -o -name e2e -o -name test \) -prune \
      -o -type f -newer "$built" -print -quit)
    [ -n "$changed" ] || return 0
  fi
  install_web
  # Taken before the build, so that what is edited meanwhile counts as newer.
  touch "$built.began"
  in_web npm run --silent build >/dev/null
  mv "$built.began" "$built"
}
