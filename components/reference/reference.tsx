"use client";
import "swagger-ui-dist/swagger-ui.css";
import "./reference.css";
import { useEffect, useRef, useState } from "react";
import type { Parts } from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { keepLabelled, type Labels } from "./accessible-names";

/** Swagger UI without its own frame: errors, endpoints, schemas. */
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

/** The API's reference: swagger-ui from this origin, showing /api/openapi.json. */
export function Reference({ labels }: { labels: Labels }) {
  const container = useRef<HTMLDivElement>(null);
  const [status, setStatus] = useState<string | null>(labels.loading);
  useEffect(() => {
    const root = container.current;
    if (!root) return;
    draw(root).then(
      () => setStatus(null),
      () => setStatus(labels.failed),
    );
    return keepLabelled(root, labels);
  }, [labels]);
  return (
    <>
      {status && <p role="status">{status}</p>}
      <div ref={container} className="reference" lang="en" />
    </>
  );
}
