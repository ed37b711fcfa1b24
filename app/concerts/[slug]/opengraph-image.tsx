import { ImageResponse } from "next/og";
import { renderShareImage } from "@/components/posters/share-image";
import { concertBySlug } from "@/lib/concerts";

export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

/** The concert's poster without its words, which messengers show from the page's title and description. */
export default async function ShareImage({ params }: { params: Promise<{ slug: string }> }) {
  const concert = await concertBySlug((await params).slug);
  if (!concert) return new Response(null, { status: 404 });
  const source = `data:image/svg+xml;base64,${Buffer.from(await renderShareImage(concert.slug)).toString("base64")}`;
  const art = { width: size.width, height: size.height, backgroundImage: `url(${source})` };
  return new ImageResponse(<div style={art} />, size);
}
