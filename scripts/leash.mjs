// Preloaded into a child process: it stops itself when its launcher is gone, however that died.
if (process.connected) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref(); // listening is no reason to stay when the work is done
}
