import type { MetadataRoute } from "next";

/** Lets a phone install Jari on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "자리 Jari",
    short_name: "자리",
    start_url: "/",
    display: "standalone",
    background_color: "#fbfaf6",
    theme_color: "#fbfaf6",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/apple-icon.png", sizes: "180x180", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
