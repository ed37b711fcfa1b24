/** What a sign-in or sign-up form shows after it was refused: sentences in the reader's language, what was typed. */
export type FormState = {
  message?: string;
  fields?: { email?: string; password?: string; name?: string };
  typed?: { email?: string; name?: string };
};

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;
