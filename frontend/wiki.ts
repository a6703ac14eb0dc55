// The shell's script: every page loads it, and every page works without it.
import { explainAtATouch } from "./shell/abbreviations.ts";
import { offerCommands } from "./shell/commands.ts";
import { copyAtAClick } from "./shell/copy.ts";
import { handleMenus } from "./shell/menus.ts";
import { forgetSavedDrafts } from "./shell/saved.ts";
import { searchAsOneTypes } from "./shell/search.ts";
import { switchTheme } from "./shell/theme.ts";
import { followContents } from "./shell/contents.ts";
import { loadVideos } from "./shell/video.ts";
import { explainWords } from "./shell/words.ts";
import { warnBeforeLeaving } from "./shell/leaving.ts";

switchTheme();
forgetSavedDrafts();
handleMenus();
searchAsOneTypes();
offerCommands();
copyAtAClick();
followContents();
loadVideos();
explainAtATouch();
explainWords();
warnBeforeLeaving();

document.querySelector<HTMLElement>("[data-focus]")?.focus();
