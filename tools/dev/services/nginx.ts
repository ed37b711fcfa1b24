import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Engine } from "./launch";
import { onFreePort } from "./ports";
import { startProgram } from "./program";

const CONF = path.resolve(import.meta.dirname, "../../../deploy/nginx.conf");
const REPLACED_LINE = /^( *)(\w+) .*# \(yours\).*$/gm;

type NginxOptions = {
  /** The program. */
  file: string;
  /** Where its files go: a folder that every user can walk into. */
  folder: string;
  /** The ports of the servers behind it. */
  upstreamPorts: number[];
  /** false: nothing is cached, for comparison. */
  cache?: boolean;
};

const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]; // else in folders of root's

/** deploy/nginx.conf for this place: every line of it marked (yours) is replaced, nothing else is. */
async function configuration({ folder, upstreamPorts, cache = true }: NginxOptions, port: number): Promise<string> {
  const at = (name: string) => path.join(folder, name);
  const replacements: Record<string, string> = {
    user: "", // the caller's own
    pid: `pid ${at("nginx.pid")};`,
    access_log: "access_log off;",
    error_log: `error_log ${at("error.log")} warn;`,
    server: upstreamPorts.map((upstream) => `server 127.0.0.1:${upstream};`).join(" "),
    proxy_cache_path: `proxy_cache_path ${at("cache")} levels=1:2 keys_zone=jari:4m max_size=64m inactive=1m;`,
    listen: `listen 127.0.0.1:${port} backlog=4096 reuseport;`,
  };
  const filled = (await readFile(CONF, "utf8")).replace(REPLACED_LINE, (_line, indent: string, directive: string) => {
    const replacement = replacements[directive];
    if (replacement === undefined) throw new Error(`deploy/nginx.conf: no replacement for ${directive}`);
    return indent + replacement;
  });
  const temporary = TEMPORARY.map((name) => `  ${name}_temp_path ${at(name)};\n`).join("");
  const placed = filled.replace("http {\n", `http {\n${temporary}`);
  return cache ? placed : placed.replace("proxy_cache jari;", "proxy_cache off;");
}

/** Starts nginx with the shipped configuration in front of servers on this machine. */
export function startNginx(place: NginxOptions): Promise<Engine> {
  return onFreePort(undefined, async (port) => {
    const conf = path.join(place.folder, "nginx.conf");
    await mkdir(place.folder, { recursive: true });
    await writeFile(conf, await configuration(place, port));
    const args = ["-p", place.folder, "-c", conf, "-g", "daemon off;"];
    const engine = await startProgram("nginx", { file: place.file, args, port });
    return { ...engine, url: `http://127.0.0.1:${port}` };
  });
}
