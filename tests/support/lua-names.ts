const KEYWORDS = new Set(
  "and break do else elseif end false for function if in local nil not or repeat return then true until while".split(
    " ",
  ),
);
const TOKEN = /--[^\n]*|"(?:\\.|[^"\\])*"|[A-Za-z_]\w*|\d+(?:\.\d+)?(?:e\d+)?|\.{1,3}|[=~<>]=|\S/g;

const isName = (token = "") => /^[A-Za-z_]/.test(token) && !KEYWORDS.has(token);

/** `a, b` of `local a, b =`, `for a, b in` or `(a, b)`, from the token at `start`. */
function nameList(tokens: readonly string[], start: number): string[] {
  const names: string[] = [];
  for (let at = start; isName(tokens[at]); at += 2) {
    names.push(tokens[at] ?? "");
    if (tokens[at + 1] !== ",") break;
  }
  return names;
}

/** The names that a Lua 5.1 source declares outside of any block, and those it reads or writes without having declared them. */
export function luaNames(source: string): { declared: Set<string>; free: Set<string> } {
  const tokens = (source.match(TOKEN) ?? []).filter((token) => !token.startsWith("--"));
  const declared = new Set<string>();
  const free = new Set<string>();
  const scopes = [declared];
  const brackets: string[] = [];
  let loopNames: string[] = [];
  const declare = (names: readonly string[]) => {
    for (const name of names) scopes.at(-1)?.add(name);
  };

  for (const [at, token] of tokens.entries()) {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if ("({[".includes(token)) brackets.push(token);
    if (")}]".includes(token)) brackets.pop();
    const isField = before === "." || before === ":" || (brackets.at(-1) === "{" && next === "=");
    if (token === "local") declare(nameList(tokens, next === "function" ? at + 2 : at + 1));
    if (token === "for") loopNames = nameList(tokens, at + 1);
    if (["else", "elseif", "end", "until"].includes(token)) scopes.pop();
    if (["do", "then", "else", "repeat"].includes(token)) {
      scopes.push(new Set(token === "do" ? loopNames : []));
      loopNames = [];
    }
    if (token === "function") scopes.push(new Set(nameList(tokens, tokens.indexOf("(", at) + 1)));
    const isFunctionName = before === "function" && tokens[at - 2] !== "local";
    const known = isFunctionName ? scopes.slice(0, -1) : scopes;
    if (isName(token) && !isField && !loopNames.includes(token) && !known.some((scope) => scope.has(token)))
      free.add(token);
  }
  return { declared, free };
}
