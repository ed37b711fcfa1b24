type Option = { value: string; label: string; lang?: string };
type Props = {
  name: string;
  label: string;
  chosen: string;
  options: Option[];
  action: (form: FormData) => Promise<void>;
};

/** A few buttons of which one is pressed. A plain form: on a shared page a script in the head stores the choice (preferences-script.ts). */
export function ChoiceForm({ name, label, chosen, options, action }: Props) {
  return (
    <form action={action} className="px-3 py-2">
      <fieldset>
        <legend className="mb-1.5 text-soft text-sm">{label}</legend>
        <div className="flex gap-1.5">
          {options.map(({ value, label, lang }) => (
            <button
              key={value}
              type="submit"
              name={name}
              value={value}
              lang={lang}
              aria-pressed={value === chosen}
              suppressHydrationWarning
              className="min-h-10 grow whitespace-nowrap rounded border border-edge px-2 text-sm hover:border-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:font-bold aria-pressed:text-paper"
            >
              {label}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
  );
}
