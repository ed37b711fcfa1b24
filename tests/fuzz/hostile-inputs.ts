/** What nobody means and somebody sends, as JSON text: it takes the place of any field, or of the whole body. */
export const HOSTILE_JSON: string[] = [
  ...["null", "true", "0", "-0", "-1", "0.1", "1e308", "1e999", "-9007199254740993", "9".repeat(400), "2147483648"],
  ...[
    '""',
    '" "',
    '"\\u0000"',
    '"a\\u0000b"',
    '"\\ud800"',
    '"\\udfff\\ud800"',
    '"\\u202e\\u200b"',
    '"\\r\\nSet-Cookie: x=1"',
  ],
  ...[
    '"9223372036854775807"',
    '"9223372036854775808"',
    '"00000000000000000001"',
    '"-1"',
    '"1e3"',
    '"1 OR 1=1"',
    '"\'; --"',
  ],
  ...['"2026-13-45T99:99:99Z"', '"+275760-09-13T00:00:00.001Z"', '"<script>alert(1)</script>"', '"{{fan}}"'],
  ...["[]", "{}", '[null,{},[],"1"]', '{"__proto__":{"role":"ADMIN"},"constructor":1,"length":-1}', '{"toJSON":1}'],
  `"${"9".repeat(1_000)}"`,
  `"${"가".repeat(10_000)}"`,
  `${"[".repeat(30)}${"]".repeat(30)}`,
  `${'{"a":'.repeat(40)}1${"}".repeat(40)}`,
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  `[${"1,".repeat(5_000)}1]`,
];

/** Bodies that are no JSON, or no body at all. */
export const NOT_JSON: string[] = [
  "",
  "{",
  "[1,",
  "nothing",
  "\u0000",
  '{"a":"\u0001"}',
  "{'a':1}",
  "NaN",
  "\ufeff{}",
  "a=1&b=2",
];

/** In the place of a path's parameter or of a query's value, percent-encoded or as no client would write it. */
export const HOSTILE_URL_PARTS: string[] = [
  ...["%00", "%", "%ff", "%C0%AF", "-1", "0", "1e3", "9".repeat(400), "..%2f..%2fetc", "..", ".", "%2e%2e", "null"],
  ...[
    "%F0%9F%8E%AB",
    "1&concertId=2",
    "1;x=1",
    "1%20",
    "1%0d%0aSet-Cookie:x=1",
    "{{fan}}",
    "9223372036854775808",
    "[]",
    "1[]=2",
  ],
];

/** Targets of a request that are no path of ours, and look like one. */
export const PATHS: string[] = [
  ...["/api", "/api/", "/api//users", "/api/users/", "/api/Users", "/api/users%00", "/api/users;x=1", "/api/us\\ers"],
  ...[
    "/api/../api/users",
    "/api/./users",
    "/api/%2e%2e/users",
    "/api/holds/%E0%A4%A",
    "/api/holds/..%2f..",
    "/api/holds//",
  ],
  ...["/api?", "/api/users?%00", "/api/users#x", "/api/queue?concertId=1&concertId=2", "/api/%61dmin/concerts"],
  ...[
    "/api/__proto__",
    "/api/constructor",
    "/api/holds/__proto__",
    `/api/${"a".repeat(8_000)}`,
    `/api/${"a/".repeat(2_000)}`,
  ],
  "http://elsewhere.test/api/users",
];

/** Values for any header. */
export const HOSTILE_HEADER_VALUES: string[] = [
  ...[
    "",
    " ",
    "\t",
    "é",
    "é".repeat(3_000),
    "x".repeat(9_000),
    "null",
    "undefined",
    '"',
    "\\",
    ",,,,",
    "%00",
    "{{fan}}",
    "{{token}}",
  ],
  ...[
    ",".repeat(3_000),
    "ko;q=x",
    "http://[",
    "same-origin",
    "cross-site",
    "bytes=0-",
    "*",
    "W/",
    '"\\"',
    "a=b; =; %E0%A4%A",
  ],
];

/** Headers that mean something to somebody on the way. */
export const HEADER_NAMES: string[] = [
  ...[
    "Authorization",
    "Queue-Token",
    "Idempotency-Key",
    "Cookie",
    "Content-Type",
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
  ],
  ...[
    "If-None-Match",
    "Origin",
    "Sec-Fetch-Site",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Request-Id",
  ],
  ...[
    "X-Jari-Client-Address",
    "X-HTTP-Method-Override",
    "Range",
    "Expect",
    "Last-Event-ID",
    "traceparent",
    "X-Middleware-Subrequest",
  ],
];

/** What is wrong with HTTP itself: whole heads, sent as they are. */
export const BROKEN_HEADS: string[] = [
  "GET\r\n\r\n",
  "GET /api/concerts\r\n\r\n",
  "GET /api/concerts HTTP/9.9\r\nHost: x\r\n\r\n",
  "GET /api/concerts HTTP/1.1\r\n\r\n",
  "GET /api/concerts HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
  "GET /api/concerts HTTP/1.1\r\nHost: x y\r\n\r\n",
  "GET /api/concerts HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
  "GET /api/concerts HTTP/1.1\r\nHost: x\r\nA: \u0000\r\n\r\n",
  "G\u0000T /api/concerts HTTP/1.1\r\nHost: x\r\n\r\n",
  "POST /api/users HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
  "POST /api/users HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
  "POST /api/users HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
  "POST /api/users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
  "POST /api/users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n{}",
  "CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: x\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  `GET /api/concerts HTTP/1.1\r\nHost: x\r\n${"A: b\r\n".repeat(3_000)}\r\n`,
  `GET /api/concerts HTTP/1.1\r\nHost: x\r\nA: ${"b".repeat(20_000)}\r\n\r\n`,
  "GET /api/queue/serving?concertId=1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
];
