"use client";

import { Button, buttonClass } from "@/components/ui/button";
import { useDocumentLocale, useOnline } from "./use-environment";

// Written here and not in messages/: what loads those may be what broke.
const TEXTS = {
  ko: {
    title: "문제가 생겼어요",
    text: "순번과 좌석, 결제는 그대로예요. 잠시 뒤에 다시 시도해 주세요.",
    offline: "연결이 끊겼어요. 다시 연결되면 이어서 할 수 있어요.",
    retry: "다시 시도",
    home: "첫 화면으로",
  },
  en: {
    title: "Something went wrong",
    text: "Your place, your seats and your payments are safe. Please try again in a moment.",
    offline: "You're offline. You can carry on as soon as you're back.",
    retry: "Try again",
    home: "Go to the start page",
  },
};

/** What broke, what is safe, and what to do next. */
export function ErrorView({ retry }: { retry: () => void }) {
  const words = TEXTS[useDocumentLocale()];
  const online = useOnline();
  return (
    <div className="grid max-w-prose justify-items-start gap-4 pt-12" role="alert">
      <title>{words.title}</title>
      <h1 className="text-3xl">{words.title}</h1>
      <p>{online ? words.text : words.offline}</p>
      <div className="flex flex-wrap gap-3">
        <Button look="signal" onClick={retry}>
          {words.retry}
        </Button>
        <a href="/" className={buttonClass()}>
          {words.home}
        </a>
      </div>
    </div>
  );
}
