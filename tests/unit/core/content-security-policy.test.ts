import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hashPolicy, noncePolicy } from "@/lib/core/content-security-policy";

const hashOf = (content: string) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
const directive = (policy: string, name: string) => policy.split("; ").find((one) => one.startsWith(`${name} `));

describe("the policy of a shared page", () => {
  test("names each inline script once, as the browser hashes it, and no script with an address", () => {
    const [one, other] = ['self.push([1,"\\u003c/script> 자리\\n"])', "\n  run( 1 )\n"];
    const html = `<script src="/a.js" async=""></script><script id="b">${one}</script><p>text</p>
      <script>${other}</script><script data-src="x">${one}</script><script nomodule="" src="/c.js"></script>`;
    expect(directive(hashPolicy(html), "script-src")).toBe(`script-src 'self' ${hashOf(one)} ${hashOf(other)}`);
  });

  test("names each inline style sheet", () => {
    expect(directive(hashPolicy('<style media="print">p{}</style>'), "style-src")).toContain(hashOf("p{}"));
  });

  test("names nothing that a text or an attribute only looks like", () => {
    const html = '<p title="&lt;script>evil()&lt;/script>">&lt;script&gt;evil()&lt;/script&gt;</p>';
    expect(directive(hashPolicy(html), "script-src")).toBe("script-src 'self'");
  });

  test("differs from that of a visitor's own page in its scripts and styles alone, and neither allows what is inline", () => {
    const rest = (policy: string) => policy.split("; ").filter((one) => !/^(?:script|style)-src/.test(one));
    expect(rest(hashPolicy("<p></p>"))).toEqual(rest(noncePolicy("abc")));
    for (const policy of [hashPolicy("<script>run()</script>"), noncePolicy("abc")])
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
  });
});
