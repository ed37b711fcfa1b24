// Preloaded into a child process: it exits when its launcher has exited, for whatever reason.
// What the child itself forks inherits this file, but is not ours to tie.
if (process.connected && process.ppid === Number(process.env.JARI_LAUNCHER)) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref(); // listening is no reason to stay when the work is done
}
