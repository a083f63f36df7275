#!/bin/sh
# Sets up what a make target needs on a fresh Debian or Ubuntu with python3 and make.
#   tools/prepare.sh run    virtual environment with the locked packages
#   tools/prepare.sh test   the same with development tools, plus Chromium and PostgreSQL
# Everything is installed only if it is missing. As root missing system packages come through apt;
# otherwise the script says which ones to ask the administrator for.
set -eu

purpose=${1:?usage: tools/prepare.sh run|test}
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
venv=.venv

say() { printf '== %s\n' "$*"; }

fail() {
    printf '\nSo geht es nicht weiter: %s\n' "$*" >&2
    exit 1
}

apt_install() { # what for, packages...
    what=$1
    shift
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installiere für $what: $*"
        [ -e /tmp/.foerderscout-apt ] || apt-get update -qq
        : >/tmp/.foerderscout-apt
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/tmp/foerderscout-apt.log 2>&1 ||
            fail "apt-get install $* ist gescheitert, siehe /tmp/foerderscout-apt.log."
    else
        fail "Es fehlt $what. Bitte als root ausführen: apt-get install $*"
    fi
}

command -v "$python" >/dev/null 2>&1 || fail "python3 wurde nicht gefunden. Bitte Python 3.11 oder neuer installieren."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 oder neuer wird gebraucht, gefunden: $("$python" --version)."

if [ ! -x $venv/bin/python ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install "die virtuelle Umgebung" python3-venv
    say "Lege die virtuelle Umgebung in $venv an"
    "$python" -m venv $venv
fi

lock=requirements.lock
[ "$purpose" = test ] && lock=requirements-dev.lock
stamp="$venv/.installed-$purpose"
wanted=$(cat $lock pyproject.toml | cksum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    say "Installiere die festgeschriebenen Pakete aus $lock (einmalig, einige Minuten)"
    $venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $lock
    $venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    printf '%s\n' "$wanted" >"$stamp"
fi

[ "$purpose" = test ] || exit 0

if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then
    apt_install "die Browsertests (Chromium)" chromium
fi
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && [ -z "${FOERDERSCOUT_TEST_POSTGRES_URL:-}" ]; then
    apt_install "die Tests mit PostgreSQL" postgresql
fi
