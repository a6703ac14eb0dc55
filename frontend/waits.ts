// A field that another one calls for is hidden until it does; without this script its sentence says when.

/** The answers given now to a field, whatever its widget. */
function answersOf(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).map(String);
}

/** Whether anything was written in it already: what is said is never put out of sight. */
function saysSomething(block: HTMLElement): boolean {
  return [...block.querySelectorAll<HTMLInputElement>("input, select, textarea")].some((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked : field.type !== "hidden" && field.value !== "",
  );
}

for (const form of document.querySelectorAll<HTMLFormElement>("form.sheet-form")) {
  const waiting = [...form.querySelectorAll<HTMLElement>("[data-waits-for]")];
  const said = new Set(waiting.filter(saysSomething));
  const show = () => {
    for (const block of waiting) {
      const wanted = (block.dataset.answers ?? "").split(" ");
      const given = answersOf(form, block.dataset.waitsFor ?? "");
      block.hidden = !said.has(block) && !given.some((answer) => wanted.includes(answer));
    }
  };
  if (waiting.length) {
    form.addEventListener("change", show);
    show();
  }
}
