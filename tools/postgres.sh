#!/bin/sh
# A private PostgreSQL for tests and CI: var/postgres, 127.0.0.1:54329, no password, thrown away at will.
#   tools/postgres.sh start   install Debian's postgresql if it is missing, make the cluster, start it, print its address
#   tools/postgres.sh stop    stop it
#   tools/postgres.sh url     print its address, for GOODSTANDING_DATABASE_URL
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
port=${GOODSTANDING_POSTGRES_PORT:-54329}
# The server refuses to run as root, so as root the cluster belongs to the postgres user and lives where that user may enter.
data=${GOODSTANDING_POSTGRES_DIR:-$root/var/postgres}
url="postgresql://goodstanding@127.0.0.1:$port/goodstanding"

if [ "$(id -u)" = 0 ] && id postgres >/dev/null 2>&1 && ! runuser -u postgres -- test -x "$root"; then
    data=${GOODSTANDING_POSTGRES_DIR:-/var/tmp/goodstanding-postgres-$port}
fi

binaries() {
    found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -n "$found" ] && [ -x "$found/initdb" ] && echo "$found"
}

as_owner() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start() {
    if ! bin=$(binaries); then
        echo "installing postgresql" >&2
        sudo=$([ "$(id -u)" = 0 ] || echo sudo)
        $sudo apt-get update -qq >&2
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2
        bin=$(binaries)
        exec "$0" start
    fi
    if ! as_owner "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; then
        mkdir -p "$data"
        if [ "$(id -u)" = 0 ]; then chown postgres "$data"; fi
        if [ ! -f "$data/PG_VERSION" ]; then
            as_owner "$bin/initdb" -D "$data" -U goodstanding --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
        fi
        # Durability is PostgreSQL's business and not what the tests ask about: without fsync they run in half the time.
        as_owner "$bin/pg_ctl" -D "$data" -l "$data/server.log" -w \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off" start >/dev/null
    fi
    as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U goodstanding goodstanding 2>/dev/null || true
    echo "$url"
}

case "${1:-}" in
    start) start ;;
    stop) as_owner "$(binaries)/pg_ctl" -D "$data" -m fast -w stop >/dev/null && echo "stopped" ;;
    url) echo "$url" ;;
    *) sed -n "2,5s/^# \{0,1\}//p" "$0"; exit 2 ;;
esac
