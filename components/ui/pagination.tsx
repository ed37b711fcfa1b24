import { LinkButton } from "./button";

type Props = { path: string; paged: boolean; next: string | null; older: string; newest: string };

/** Links to the next older page and to the newest one. */
export function Pagination({ path, paged, next, older, newest }: Props) {
  if (!paged && !next) return null;
  return (
    <nav className="mt-6 flex gap-2">
      {paged && (
        <LinkButton size="small" href={path}>
          {newest}
        </LinkButton>
      )}
      {next && (
        <LinkButton size="small" href={`${path}?before=${next}`}>
          {older}
        </LinkButton>
      )}
    </nav>
  );
}
