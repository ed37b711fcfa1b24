"use client";

import { useActionState, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { forgetVisitor, loadVisitor } from "../visitor/visitor";
import type { FormAction } from "./form-state";
import { useNextPath, useSkipWhenSignedIn } from "./use-next-path";

export type DemoLogin = { email: string; password: string; label: string };
type Props = {
  kind: "signIn" | "signUp";
  action: FormAction;
  next: string | undefined;
  texts: {
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

/** Email and password, and a name for a new account. It works before any script has loaded. */
export function AuthForm({ kind, action, texts, demo = [], ...props }: Props) {
  const next = useNextPath(props.next);
  useSkipWhenSignedIn(next);
  const [state, submit] = useActionState(action, {});
  useEffect(() => {
    if (state.typed) void loadVisitor(); // refused: whoever was here still is
  }, [state]);
  const isNew = kind === "signUp";
  return (
    <div className="grid max-w-md gap-8">
      <form action={submit} onSubmit={forgetVisitor} className="grid gap-5">
        {state.message && (
          <Notice tone="bad" role="alert">
            {state.message}
          </Notice>
        )}
        <input type="hidden" name="next" value={next} />
        {isNew && (
          <Field
            name="name"
            label={texts.name}
            hint={texts.nameHint}
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
          label={texts.email}
          error={state.fields?.email}
          defaultValue={state.typed?.email}
          autoComplete={isNew ? "email" : "username"}
          required
        />
        <Field
          name="password"
          type="password"
          label={texts.password}
          hint={isNew ? texts.passwordHint : undefined}
          error={state.fields?.password}
          autoComplete={isNew ? "new-password" : "current-password"}
          minLength={isNew ? 8 : undefined}
          required
        />
        <SubmitButton look="signal" size="large" wide pending={texts.busy}>
          {texts.submit}
        </SubmitButton>
      </form>
      {demo.length > 0 && (
        <section aria-labelledby="demo-accounts" className="border-line border-t pt-5">
          <h2 id="demo-accounts" className="text-base">
            {texts.demo}
          </h2>
          <p className="mb-3 text-soft text-sm">{texts.demoText}</p>
          <ul className="grid grid-cols-2 gap-2">
            {demo.map(({ email, password, label }) => (
              <li key={email}>
                <form action={submit} onSubmit={forgetVisitor}>
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
