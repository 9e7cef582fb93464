# shellcheck shell=bash
# Shared by the scripts beside it, which source it. Sets `root`, the top of the source tree, and goes there.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '\n== %s\n' "$*"; }

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# The packages of Debian 12 that building, testing and the pictures take.
packages=(
  llvm-19-dev libclang-19-dev clang-19 llvm-19-tools
  libzstd-dev zlib1g-dev libxml2-dev libcurl4-openssl-dev libedit-dev
  libeigen3-dev libgtest-dev libgmock-dev libbenchmark-dev
  liblbfgspp-dev libceres-dev libnlopt-cxx-dev
  gnuplot-nox graphviz
  cmake ninja-build make g++ ccache git python3
)

# Installs those packages of the list that are missing, as root or through sudo. Otherwise it names them and stops.
need_packages() {
  local missing=() package as_root=()
  command -v dpkg-query >/dev/null ||
    die "this script installs Debian packages; without dpkg, install these by hand: ${packages[*]}"
  for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  if ((EUID != 0)); then
    sudo -n true 2>/dev/null ||
      die "packages are missing and this user may not install them; run: apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi
  say "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -q || die "apt-get update failed; these packages are missing: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" ||
    die "these packages could not be installed: ${missing[*]}"
}
