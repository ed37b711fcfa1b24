import { notFound } from "next/navigation";

/** Every path that is no page: 404, in the site's frame. */
export default function UnknownPage() {
  notFound();
}
