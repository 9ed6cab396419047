# shellcheck shell=bash
# A private Slurm for one test: two virtual nodes on this machine, stopped when the test ends. Source this file with the
# path of the program. It ends the test as skipped (exit code 77), with a reason, where Slurm cannot run.
#   start_cluster               starts Slurm and waits until its nodes are idle
#   submit ARGUMENTS of sbatch  submits a job and prints its number
#   field JOB NAME              prints a field of `scontrol show job`
# $work is a folder for all files of the test; with PTYGER_KEEP=1 it is not removed.
set -euo pipefail

nodes=2
ptyger=${1:?usage: TEST PATH_OF_PTYGER}
daemons=() # process numbers, in the order in which the daemons are stopped
PATH=$PATH:/usr/sbin:/sbin

skip() {
  echo "skipped: $*"
  exit 77
}

fail() {
  echo "failed: $*" >&2
  for file in "$work"/*.out "$work"/log/* "$work"/*/logs/*; do
    [ ! -e "$file" ] || { echo "--- $file" && tail -n 30 "$file"; } >&2
  done
  exit 1
}

# Limits the time of a Slurm client, which waits for ever when its daemon does not run.
bounded() { timeout 30 "$@"; }

# free_ports COUNT: prints the first of COUNT consecutive ports that are not in use.
free_ports() {
  local first port
  for ((first = 21000 + $$ % 500 * 20; first < 60000; first += 20)); do
    for ((port = first; port < first + $1; port++)); do
      ! (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || continue 2
    done
    echo "$first"
    return
  done
}

write_configuration() {
  local port number
  port=$(free_ports $((nodes + 1)))
  cat >"$SLURM_CONF" <<END
ClusterName=ptyger_test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool_%n
TmpFS=$work/tmp_%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd_%n.pid
SlurmctldLogFile=$work/log/slurmctld
SlurmdLogFile=$work/log/slurmd_%n
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
MailProg=/bin/true
KillWait=10
END
  for ((number = 1; number <= nodes; number++)); do
    mkdir "$work/spool_node$number" "$work/tmp_node$number"
    echo "NodeName=node$number NodeAddr=127.0.0.1 NodeHostname=node$number Port=$((port + number)) CPUs=2"
  done >>"$SLURM_CONF"
  echo "PartitionName=all Nodes=node[1-$nodes] Default=YES" >>"$SLURM_CONF"
}

# Starts a daemon as a child of this shell, so that its process number is known.
daemon() {
  "$@" >>"$work/log/daemons" 2>&1 &
  daemons=($! "${daemons[@]}")
}

stop_cluster() {
  local code=$? tries
  trap - EXIT
  set +e
  if [ ${#daemons[@]} -gt 0 ]; then
    bounded scancel --user=root --full 2>/dev/null
    sleep 1
    kill "${daemons[@]}" 2>/dev/null
    for ((tries = 0; tries < 50; tries++)); do
      kill -0 "${daemons[@]}" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "${daemons[@]}" 2>/dev/null
  fi
  if [ -n "${PTYGER_KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
  exit $code
}

start_cluster() {
  local number tries
  mkdir "$work"/{log,state}
  mkdir -m 755 "$work/munge"
  (umask 077 && head -c 1024 /dev/urandom >"$work/munge/key")
  write_configuration
  daemon munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" \
    --pid-file="$work/munge/pid" --log-file="$work/log/munged" --seed-file="$work/munge/seed"
  for ((tries = 0; tries < 50; tries++)); do [ ! -S "$work/munge/socket" ] || break && sleep 0.1; done
  daemon slurmctld -D
  for ((number = 1; number <= nodes; number++)); do # each node has its own host name
    daemon unshare --uts sh -c "hostname node$number && exec slurmd -D -N node$number"
  done
  for ((tries = 0; tries < 100; tries++)); do
    [ "$(bounded sinfo -h -t idle -o %D 2>/dev/null)" != $nodes ] || return 0
    sleep 0.1
  done
  skip "it needs a Slurm whose nodes come up within 10 s"
}

submit() { (cd "$work" && bounded sbatch --parsable "$@"); }

field() { bounded scontrol show job "$1" | grep -o "\b$2=[^ ]*" | head -n 1 | cut -d= -f2; }

# ended JOB SECONDS: waits until the job has left the queue, and fails unless it completed with exit code 0.
ended() {
  local end=$((SECONDS + $2)) state
  while bounded squeue -h -j "$1" 2>/dev/null | grep -q .; do
    [ $SECONDS -lt $end ] || fail "job $1 did not end within $2 s"
    sleep 0.3
  done
  state=$(bounded scontrol show job "$1" | grep -o 'JobState=[A-Z]* \|ExitCode=[0-9:]*' | sort -u | xargs || true)
  [ "$state" = "ExitCode=0:0 JobState=COMPLETED" ] || fail "job $1 ended with $state"
}

# simulate NUMBER FRAMES: makes the scans $work/scan_1.cxi, $work/scan_2.cxi ...
simulate() {
  local number
  for ((number = 1; number <= $1; number++)); do
    "$ptyger" simulate -o "$work/scan_$number.cxi" --frames "$2" --seed "$number" --write-probe >/dev/null
  done
}

# all_done_once FOLDER NUMBER: fails unless all results and records exist and each projection was reconstructed once.
all_done_once() {
  [ "$(find "$1/results" -name '*.h5' | wc -l)" -eq "$2" ] || fail "not $2 results"
  [ "$(grep -l '"done": true' "$1"/state/*.done.json | wc -l)" -eq "$2" ] || fail "not $2 records"
  [ "$(grep -ho '\[scan_[0-9]*\] \[-\] done: ' "$1"/logs/* | sort -u | wc -l)" -eq "$2" ] || fail "not $2 in the logs"
  [ "$(grep -ho '\[scan_[0-9]*\] \[-\] done: ' "$1"/logs/* | wc -l)" -eq "$2" ] || fail "a projection was done twice"
  [ -s "$1/volume.h5" ] || fail "no volume"
  [ -z "$(find "$1/state" -name '*.claim.*' -o -name '*.job')" ] || fail "claims were left behind"
  [ -z "$(find "$1/checkpoints" -type f)" ] || fail "checkpoints were left behind"
}

[ "$(id -u)" -eq 0 ] || skip "a private Slurm needs root"
for tool in munged slurmctld slurmd sbatch srun unshare; do
  command -v $tool >/dev/null || skip "it needs Slurm and munge (packages slurm-wlm, munge)"
done
unshare --uts true 2>/dev/null || skip "it needs the right to unshare --uts, for nodes with names of their own"
work=$(mktemp -d "${TMPDIR:-/tmp}/ptyger_slurm.XXXXXX")
trap stop_cluster EXIT
trap 'exit 143' TERM INT HUP
chmod 755 "$work"
export SLURM_CONF=$work/slurm.conf PTYGER_BINARY=$ptyger
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
