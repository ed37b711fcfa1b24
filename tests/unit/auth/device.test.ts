import { expect, test } from "vitest";
import { deviceFrom } from "@/lib/auth/device";

const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0";

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, "Chrome, Windows"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/146.0.0.0`, "Edge, Windows"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Whale/4.31.304.16 Safari/537.36`, "Whale, Windows"],
  [`Mozilla/5.0 (Linux; Android 15; SM-S931N) ${CHROME} Mobile Safari/537.36`, "Chrome, Android"],
  [
    "Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
    "Samsung Internet, Android",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Safari, iPhone",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 KAKAOTALK 25.5.0",
    "KakaoTalk, iPhone",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, macOS"],
  ["curl/8.5.0", ""],
  ["<script>alert(1)</script>", ""],
  [`${"a".repeat(100_000)} Chrome/1 Windows`, ""],
  [null, ""],
])("deviceFrom(%.70s)", (userAgent, device) => expect(deviceFrom(userAgent)).toBe(device));
