// The shell's script: every page loads it, and every page works without it.
import { copyPermalinks } from "./shell/copy.ts";
import { handleMenus } from "./shell/menus.ts";
import { forgetSavedDrafts } from "./shell/saved.ts";
import { searchAsOneTypes } from "./shell/search.ts";
import { switchTheme } from "./shell/theme.ts";
import { followContents } from "./shell/contents.ts";
import { loadVideos } from "./shell/video.ts";
import { warnBeforeLeaving } from "./shell/leaving.ts";

switchTheme();
forgetSavedDrafts();
handleMenus();
searchAsOneTypes();
copyPermalinks();
followContents();
loadVideos();
warnBeforeLeaving();

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-opens]")) {
  const dialog = document.getElementById(button.dataset.opens ?? "");
  if (!(dialog instanceof HTMLDialogElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
}
document.querySelector<HTMLElement>("[data-focus]")?.focus();
