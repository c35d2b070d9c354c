# Sourced by the setup of each kind of test: installs packages of the system where there is apt-get.

# Tries a command again after a while: mirrors, registries and networks have their moments.
patiently() {
    local turn
    for turn in 1 2 3; do
        "$@" && return
        echo "failed (attempt $turn of 3): $*" >&2
        if [ "$turn" -lt 3 ]; then sleep $((turn * 10)); fi
    done
    return 1
}

# Another program may hold apt's lock for a while, for instance the updates after a machine's start.
apt_get() {
    # In runlevel 1, packages do not start the servers that they install.
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get --quiet --option DPkg::Lock::Timeout=300 --option Acquire::Retries=3 "$@"
}

update_and_install() {
    apt_get update && apt_get install --yes --no-install-recommends "$@"
}

# Installs packages; none where none is named.
install_packages() {
    local packages=("$@") log
    if [ ${#packages[@]} -eq 0 ]; then return; fi
    # Nothing is asked for: without root, sudo must do without a password.
    as_root=(env)
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo --non-interactive env)
    fi
    if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
        echo "install these first, or run this as root where there is apt-get: ${packages[*]}" >&2
        exit 1
    fi
    echo "installing ${packages[*]}"
    log="$(mktemp)"
    patiently update_and_install "${packages[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
    rm "$log"
}
