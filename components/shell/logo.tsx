/** The logo: three places in a queue, the last of them lit. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap text-xl">
      <svg viewBox="0 0 26 20" width="26" height="20" aria-hidden="true">
        <rect x="0" y="0" width="8" height="20" rx="1" className="fill-ink" />
        <rect x="9" y="6" width="8" height="14" rx="1" className="fill-ink" />
        <circle cx="22" cy="16" r="4" className="fill-signal" />
      </svg>
      <span className="font-black tracking-tight">
        자리<span className="max-sm:hidden"> Jari</span>
      </span>
    </span>
  );
}
