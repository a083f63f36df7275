#!/bin/sh
# Sets up what a make target needs on a fresh Debian or Ubuntu with python3 and make.
#   tools/prepare.sh run    virtual environment with the locked packages
#   tools/prepare.sh dev    the same with the development tools
#   tools/prepare.sh test   the same, plus Chromium and PostgreSQL
# Everything is installed only if it is missing. As root missing system packages come through apt;
# otherwise the script says which ones to ask the administrator for.
set -eu

usage="usage: tools/prepare.sh run|dev|test"
purpose=${1:?$usage}
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
venv=.venv
packages=
reasons=

say() { printf '== %s\n' "$*"; }

fail() {
    printf '\nSo geht es nicht weiter: %s\n' "$*" >&2
    exit 1
}

case $purpose in
run) lock=requirements.lock ;;
dev | test) lock=requirements-dev.lock ;;
*) fail "$usage" ;;
esac

need() { # package, what for
    packages="$packages $1"
    reasons="${reasons:+$reasons, }$1 ($2)"
}

# An environment is of no use when its making was interrupted, its Python is gone or the checkout was moved.
usable_venv() {
    grep -qsF "$(pwd -P)/$venv" $venv/bin/activate && $venv/bin/python -c 'import pip' 2>/dev/null
}

has_browser() {
    for name in chromium chromium-browser google-chrome; do
        if command -v $name >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

# The browser driver brings its own Node.js, which needs this library of the system.
has_libatomic() {
    "$python" -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null
}

has_postgresql() {
    [ -n "${FOERDERSCOUT_TEST_POSTGRES_URL:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# All at once, so that whoever must ask for them asks only once, and before the long download.
install_system_packages() { # packages...
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        fail "Es fehlen Systempakete: $reasons. Bitte als root ausführen: apt-get install $*"
    fi
    say "Installiere Systempakete: $reasons"
    log=$(mktemp)
    # An update that fails for some other package source is no obstacle; the installation shows what counts.
    {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >"$log" 2>&1 || {
        tail -n 8 "$log" >&2
        fail "apt-get install $* ist gescheitert. Das ganze Protokoll: $log"
    }
    rm -f "$log"
}

pip_install() {
    $venv/bin/python -m pip install --quiet --disable-pip-version-check "$@" ||
        fail "Die Python-Pakete aus $lock ließen sich nicht installieren; der Grund steht darüber. \
Beim ersten Mal wird das Paketverzeichnis (PyPI oder ein Spiegel) gebraucht. Danach denselben Befehl wiederholen."
}

command -v "$python" >/dev/null 2>&1 || fail "$python wurde nicht gefunden. Bitte Python 3.11 oder neuer installieren."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 oder neuer wird gebraucht, gefunden: $("$python" --version)."

usable_venv || "$python" -c 'import ensurepip, venv' 2>/dev/null || need "${python##*/}-venv" "virtuelle Umgebung"
if [ "$purpose" = test ]; then
    has_browser || need chromium "Browsertests"
    has_libatomic || need libatomic1 "Browsertests"
    has_postgresql || need postgresql "Tests mit PostgreSQL"
fi
# shellcheck disable=SC2086 # one word per package
[ -z "$packages" ] || install_system_packages $packages

if ! usable_venv; then
    say "Lege die virtuelle Umgebung in $venv an"
    "$python" -m venv --clear $venv
fi

stamp="$venv/.installed-$lock"
wanted=$(cat $lock pyproject.toml | cksum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    say "Installiere die festgeschriebenen Pakete aus $lock (einmalig, einige Minuten)"
    pip_install --require-hashes -r $lock
    pip_install --no-deps --no-build-isolation -e .
    printf '%s\n' "$wanted" >"$stamp"
fi
