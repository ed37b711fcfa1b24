"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "./form-state";

export type DemoLogin = { email: string; password: string; label: string };
type Props = {
  kind: "signIn" | "signUp";
  action: FormAction;
  next: string;
  words: {
    submit: string;
    busy: string;
    email: string;
    password: string;
    passwordHint: string;
    name: string;
    nameHint: string;
    demo: string;
    demoText: string;
  };
  demo?: DemoLogin[];
};

/** Email and password, and a name for a new account. Works before any script has loaded; says what went wrong. */
export function AuthForm({ kind, action, next, words, demo = [] }: Props) {
  const [state, submit, busy] = useActionState(action, {});
  const fresh = kind === "signUp";
  return (
    <div className="grid max-w-md gap-8">
      <form action={submit} className="grid gap-5">
        {state.message && (
          <Notice tone="bad" role="alert">
            {state.message}
          </Notice>
        )}
        <input type="hidden" name="next" value={next} />
        {fresh && (
          <Field
            name="name"
            label={words.name}
            hint={words.nameHint}
            error={state.fields?.name}
            defaultValue={state.typed?.name}
            autoComplete="name"
            maxLength={50}
            required
          />
        )}
        <Field
          name="email"
          type="email"
          label={words.email}
          error={state.fields?.email}
          defaultValue={state.typed?.email}
          autoComplete={fresh ? "email" : "username"}
          required
        />
        <Field
          name="password"
          type="password"
          label={words.password}
          hint={fresh ? words.passwordHint : undefined}
          error={state.fields?.password}
          autoComplete={fresh ? "new-password" : "current-password"}
          minLength={fresh ? 8 : undefined}
          required
        />
        <Button type="submit" look="signal" size="large" wide aria-disabled={busy || undefined}>
          {busy ? words.busy : words.submit}
        </Button>
      </form>
      {demo.length > 0 && (
        <section aria-labelledby="demo-accounts" className="border-line border-t pt-5">
          <h2 id="demo-accounts" className="text-base">
            {words.demo}
          </h2>
          <p className="mb-3 text-soft text-sm">{words.demoText}</p>
          <ul className="grid grid-cols-2 gap-2">
            {demo.map(({ email, password, label }) => (
              <li key={email}>
                <form action={submit}>
                  <input type="hidden" name="next" value={next} />
                  <input type="hidden" name="email" value={email} />
                  <input type="hidden" name="password" value={password} />
                  <Button type="submit" wide>
                    {label}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
