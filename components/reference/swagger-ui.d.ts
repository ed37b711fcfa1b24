declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  import type { ComponentType, createElement } from "react";

  /** What a layout is given: the viewer's own parts, by name. */
  export type Parts = { getComponent: (name: string, withStore: boolean) => ComponentType };
  type System = { React: { createElement: typeof createElement } };
  type Plugin = (system: System) => { components: Record<string, (parts: Parts) => unknown> };
  type Settings = {
    domNode: HTMLElement;
    url: string;
    layout: string;
    plugins: Plugin[];
    deepLinking: boolean;
    supportedSubmitMethods: string[];
    validatorUrl: null;
    syntaxHighlight: { activated: boolean };
    defaultModelsExpandDepth: number;
  };
  export default function SwaggerUI(settings: Settings): unknown;
}
