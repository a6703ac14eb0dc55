// Unpacks the Chromium that the npm package carries into $TMPDIR and prints its path.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
