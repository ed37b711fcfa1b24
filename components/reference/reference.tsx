"use client";
import "swagger-ui-dist/swagger-ui.css";
import "./reference.css";
import { useEffect, useRef, useState } from "react";
import type { Parts } from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { keepLabelled, type Labels } from "./accessible-names";

/** The viewer without its frame, which is ours: what went wrong, the endpoints, the schemas. */
const layout = ({ React: { createElement } }: { React: { createElement: typeof import("react").createElement } }) => ({
  components: {
    Reference: ({ getComponent }: Parts) => {
      const parts = ["errors", "operations", "Models"].map((name) =>
        createElement(getComponent(name, true), { key: name }),
      );
      return createElement("div", { className: "swagger-ui" }, parts);
    },
  },
});

async function draw(domNode: HTMLElement): Promise<void> {
  const { default: SwaggerUI } = await import("swagger-ui-dist/swagger-ui-es-bundle.js");
  SwaggerUI({
    domNode,
    url: "/api/openapi.json",
    layout: "Reference",
    plugins: [layout],
    deepLinking: false, // its links would stand inside its buttons
    supportedSubmitMethods: [], // to be read; nothing is sent from here
    validatorUrl: null,
    syntaxHighlight: { activated: false },
    defaultModelsExpandDepth: 0,
  });
}

/** The contract as a page: swagger-ui, from our own origin, over the document that the API gives out itself. */
export function Reference({ labels }: { labels: Labels }) {
  const place = useRef<HTMLDivElement>(null);
  const [said, say] = useState<string | null>(labels.loading);
  useEffect(() => {
    const root = place.current;
    if (!root) return;
    draw(root).then(
      () => say(null),
      () => say(labels.failed),
    );
    return keepLabelled(root, labels);
  }, [labels]);
  return (
    <>
      {said && <p role="status">{said}</p>}
      <div ref={place} className="reference" lang="en" />
    </>
  );
}
