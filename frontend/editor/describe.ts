// Asks, as an image is given, what it shows: the words that stand for it where it is not seen.
export class DescribeDialog {
  private readonly dialog = document.querySelector<HTMLDialogElement>("#alt-dialog");
  private readonly text = this.dialog?.querySelector<HTMLInputElement>("[name=alt]") ?? null;

  /** What was written about the image, "" when it only decorates, null when it is not wanted. */
  ask(name: string): Promise<string | null> {
    const { dialog, text } = this;
    if (!dialog || !text) return Promise.resolve("");
    const file = dialog.querySelector("[data-alt-file]");
    if (file) file.textContent = name;
    text.value = "";
    dialog.returnValue = "";
    return new Promise((done) => {
      const closed = (): void => done(dialog.returnValue === "add" ? text.value.trim() : null);
      dialog.addEventListener("close", closed, { once: true });
      dialog.showModal();
      text.focus();
    });
  }
}
