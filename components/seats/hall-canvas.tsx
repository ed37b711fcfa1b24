"use client";

import type { HallProps } from "./hall-props";

export function HallCanvas(_: HallProps) {
  return null;
}
