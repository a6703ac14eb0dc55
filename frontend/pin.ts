// A pin put on a map, in the form of a sheet. Without this script the position is two numbers.
for (const box of document.querySelectorAll<HTMLElement>("[data-pin]")) {
  const open = box.querySelector<HTMLButtonElement>("[data-pin-open]");
  box.hidden = false;
  open?.addEventListener("click", async () => {
    open.disabled = true;
    const { PinMap } = await import("./map/pin_map.ts");
    open.hidden = true;
    await new PinMap(box).start();
  });
}
