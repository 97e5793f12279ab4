# Makes and keeps .venv and the native files.  Sourced by the scripts beside it, which call
#
#     keep_environment [EXTRA]    EXTRA: an extra of pyproject.toml, such as test
#     keep_requirements EXTRA     only what the extra names, after keep_environment
#
# When nothing has changed, that costs a few milliseconds: it compares times and starts no Python.
# Progress goes to stderr, a line a stage; everything else to a log, shown when a stage fails.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
keep=$root/.build/scripts # notes on what was done when, and the log
log=$keep/log

keep_environment() {
    local extra=${1:-}
    mkdir -p "$keep"
    installed "$extra" && built && return
    # Of several scripts started at once, one works and the others wait for it.
    exec {lock}>"$keep/lock"
    flock "$lock"
    : >"$log"
    installed "$extra" || install_package "$extra"
    built || build_native
    exec {lock}>&-
}

keep_requirements() {
    local extra=$1 note=$keep/requirements-$1 requirements lock
    [[ -f $note && $(<"$note") == "$root" && ! $root/pyproject.toml -nt $note &&
        ! $venv/bin/pkhost -nt $note ]] && return
    exec {lock}>"$keep/lock"
    flock "$lock"
    : >"$log"
    touch "$note.new"
    stage "installing what $extra needs"
    mapfile -t requirements < <("$venv/bin/python" "$root/scripts/build_requirements.py" "$extra")
    pip "${requirements[@]}"
    conclude "${note##*/}" "$root"
    exec {lock}>&-
}

# --- is it up to date?

# What the notes must say: an environment for another place or other settings is no use.
setting() {
    printf '%s|' "$root" "${PKHOST_POCKETPY_PREFIX:-}" "${PKHOST_CPYTHON_LIBRARY:-}" "${PKHOST_ZLIB_PREFIX:-}" \
        "${PKHOST_SANITIZE:-}" "${CC:-}"
}

installed() {
    local note=$keep/installed${1:+-$1}
    [[ -x $venv/bin/pkhost && -f $note && $(<"$note") == "$root" ]] &&
        [[ ! $root/pyproject.toml -nt $note && ! $root/setup.py -nt $note ]]
}

built() {
    local note=$keep/built
    [[ -f $root/pkhost/_engine.abi3.so && -f $note && $(<"$note") == "$(setting)" ]] &&
        # The folders of csrc/ too: their times change when a file goes.
        [[ -z $(find "$root/csrc" "$root/building" "$root/build.py" \
            -name __pycache__ -prune -o \( -type f -o -path '*/csrc*' \) -newer "$note" -print -quit) ]]
}

# --- bring it up to date

install_package() {
    local extra=$1 note=$keep/installed${1:+-$1} requirements
    touch "$note.new" # a file changed from now on is newer
    if [[ ! -x $venv/bin/python ]] || ! "$venv/bin/python" -m pip --version >>"$log" 2>&1; then
        stage "making .venv"
        make_venv
    fi
    stage "installing what the build needs"
    mapfile -t requirements < <("$venv/bin/python" "$root/scripts/build_requirements.py")
    pip "${requirements[@]}"
    stage "building and installing pkhost${extra:+, with what $extra needs}"
    # Without isolation, so that the build runs in .venv now and each time that csrc/ changes.
    touch "$keep/built.new"
    pip --no-build-isolation --editable "$root${extra:+[$extra]}"
    conclude built "$(setting)"
    conclude "${note##*/}" "$root"
}

build_native() {
    touch "$keep/built.new"
    stage "building csrc/"
    try "$venv/bin/python" "$root/build.py" all
    conclude built "$(setting)"
}

make_venv() {
    local python
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' >>"$log" 2>&1 || fail \
        "$python has no venv module: on Debian, run \`apt-get install python3-venv\`."
    rm -rf "$venv"
    try "$python" -m venv "$venv"
}

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    fail "pkhost needs Python 3.10 or later as python3 on PATH: on Debian, run \`apt-get install python3\`."
}

# --- small helpers

stage() { printf 'pkhost: %s\n' "$1" >&2; }

fail() {
    printf 'pkhost: %s\n' "$1" >&2
    exit 1
}

pip() {
    PIP_ROOT_USER_ACTION=ignore try "$venv/bin/python" -m pip install --disable-pip-version-check "$@"
}

# Run a command with its output in the log; when it fails, show the end of that.
try() {
    if ! "$@" >>"$log" 2>&1; then
        # A failed build says what to do in a message of its own, which pip prefixes by blanks.
        if grep -q 'pkhost cannot be built: ' "$log"; then
            sed -n '/pkhost cannot be built: /,/\[end of output\]/{/\[end of output\]/!p}' "$log" |
                sed 's/^ *//' | awk 'NF { print; seen = 1; next } seen { exit }' >&2
        else
            tail -n 25 "$log" >&2
            if grep -Eq 'No matching distribution|Max retries|Connection' "$log"; then
                stage "pip cannot reach its package index: check the network, and PIP_INDEX_URL"
            fi
        fi
        fail "that failed; all of its output is in $log"
    fi
}

conclude() {
    printf '%s' "$2" >"$keep/$1.new.text"
    touch -r "$keep/$1.new" "$keep/$1.new.text"
    mv "$keep/$1.new.text" "$keep/$1"
    rm -f "$keep/$1.new"
}
