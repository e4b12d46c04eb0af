#!/bin/sh
# Install what the browser tests need from Debian's packages: chromium and a font that holds Chinese.
# Safe to run again; does nothing when both are there.
set -eu

needed=""
[ -x /usr/bin/chromium ] || needed="$needed chromium"
fc-list 2>/dev/null | grep -qi "noto.*cjk" || needed="$needed fonts-noto-cjk"

if [ -z "$needed" ]; then
    echo "chromium and fonts-noto-cjk are already installed."
    exit 0
fi

run() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

run apt-get update -qq
# Split on purpose: one word per package.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends fontconfig $needed
